package io.turnout.protocol.phone;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and reads a QR code in a picture. */
final class QrReader {
    private static final Map<DecodeHintType, Object> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true);

    private final QRCodeReader reader = new QRCodeReader();

    /**
     * The text of a QR code; null where there is none.
     *
     * @param pixels red, green, blue and alpha of each, row by row
     */
    @Nullable String read(byte[] pixels, int width, int height) {
        try {
            PlanarYUVLuminanceSource picture =
                    new PlanarYUVLuminanceSource(
                            bright(pixels, width * height),
                            width,
                            height,
                            0,
                            0,
                            width,
                            height,
                            false);
            return reader.decode(new BinaryBitmap(new HybridBinarizer(picture)), HINTS).getText();
        } catch (NotFoundException | ChecksumException | FormatException _) {
            return null; // no code in this picture, or none that can be read
        }
    }

    /** Green counts twice: eyes, and most codes, see it so. */
    private static byte[] bright(byte[] pixels, int count) {
        byte[] bright = new byte[count];
        for (int i = 0, at = 0; i < count; i++, at += 4) {
            int sum = (pixels[at] & 0xff) + 2 * (pixels[at + 1] & 0xff) + (pixels[at + 2] & 0xff);
            bright[i] = (byte) (sum / 4);
        }
        return bright;
    }
}
