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
import java.util.concurrent.atomic.LongAdder;

/** Finds a QR code in a picture. Thread-safe; takes some 10 to 100 ms of the caller's thread. */
public final class QrDecoder {
    private static final Map<DecodeHintType, ?> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE);

    private final LongAdder faults = new LongAdder();

    /**
     * The text of the code in a picture.
     *
     * @param luma brightness, a byte per pixel, line by line
     * @return empty where no whole code is found
     * @throws IllegalArgumentException when width and height do not fit the bytes, or a side is
     *     over 4,096
     */
    public Optional<String> decode(byte[] luma, int width, int height) {
        return decode(new Frame(luma, width, height));
    }

    Optional<String> decode(Frame frame) {
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
        return read(new HybridBinarizer(source))
                .or(() -> read(new GlobalHistogramBinarizer(source)));
    }

    /**
     * Pictures on which the library broke down instead of finding nothing. Worth a look when it
     * grows by more than a few an hour.
     */
    public long faults() {
        return faults.sum();
    }

    private Optional<String> read(Binarizer binarizer) {
        try {
            String text = new QRCodeReader().decode(new BinaryBitmap(binarizer), HINTS).getText();
            return Optional.of(text);
        } catch (ReaderException _) {
            // How ZXing says that there is no code in the picture.
            return Optional.empty();
        } catch (RuntimeException _) {
            // Hostile pictures make ZXing run over its arrays (its issues 862, 1533, 1798): for a
            // door that is a picture without a code, and counted.
            faults.increment();
            return Optional.empty();
        }
    }
}
