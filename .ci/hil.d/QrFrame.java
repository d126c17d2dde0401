import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes one frame of 1280 × 720, planar YUV 4:2:0, with a QR code in the middle. */
final class QrFrame {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int CODE = 400;

    /** Arguments: the text, and the file. */
    public static void main(String[] args) throws Exception {
        BitMatrix code = new QRCodeWriter().encode(args[0], BarcodeFormat.QR_CODE, CODE, CODE);
        byte[] frame = new byte[WIDTH * HEIGHT * 3 / 2];
        Arrays.fill(frame, 0, WIDTH * HEIGHT, (byte) 200);
        Arrays.fill(frame, WIDTH * HEIGHT, frame.length, (byte) 128);
        for (int y = 0; y < CODE; y++) {
            for (int x = 0; x < CODE; x++) {
                int at = (y + (HEIGHT - CODE) / 2) * WIDTH + x + (WIDTH - CODE) / 2;
                frame[at] = (byte) (code.get(x, y) ? 30 : 220);
            }
        }
        Files.write(Path.of(args[1]), frame);
    }
}
