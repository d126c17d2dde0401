package io.turnout.gateway.reader.camera;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Map;
import java.util.Optional;

/**
 * Looks through the whole picture as the library itself does: slowly, and with other eyes. So no
 * picture in which a code is likely is left that the library alone would have read.
 */
final class WholePicture {
    private static final Map<DecodeHintType, ?> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE);

    private WholePicture() {}

    /**
     * The text of the clearest code.
     *
     * @throws RuntimeException where the library breaks down instead of finding nothing
     */
    static Optional<String> text(Frame frame) {
        PlanarYUVLuminanceSource source =
                new PlanarYUVLuminanceSource(
                        frame.luma(),
                        frame.width(),
                        frame.height(),
                        0,
                        0,
                        frame.width(),
                        frame.height(),
                        false);
        // The first copes with shadows, the second with glare and blur: neither finds all.
        return text(new HybridBinarizer(source))
                .or(() -> text(new GlobalHistogramBinarizer(source)));
    }

    private static Optional<String> text(Binarizer binarizer) {
        try {
            return Optional.of(
                    new QRCodeReader().decode(new BinaryBitmap(binarizer), HINTS).getText());
        } catch (ReaderException _) {
            // How ZXing says that there is no code in the picture.
            return Optional.empty();
        }
    }
}
