package io.turnout.gateway.reader.camera;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Makes pictures of QR codes. */
final class QrPictures {
    private QrPictures() {}

    static Frame frame(String text, int side) throws WriterException {
        BitMatrix matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, side, side);
        byte[] luma = new byte[side * side];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) (matrix.get(i % side, i / side) ? 20 : 235);
        }
        return new Frame(luma, side, side);
    }

    /** Two codes beside each other, in a frame twice as wide. */
    static Frame sideBySide(String left, String right, int side) throws WriterException {
        return beside(frame(left, side), frame(right, side));
    }

    /** The right one at the top, above paper, where it is less high. */
    static Frame beside(Frame left, Frame right) {
        int width = left.width() + right.width();
        byte[] luma = new byte[width * left.height()];
        Arrays.fill(luma, (byte) 235);
        for (int y = 0; y < left.height(); y++) {
            System.arraycopy(left.luma(), y * left.width(), luma, y * width, left.width());
            if (y < right.height()) {
                System.arraycopy(
                        right.luma(),
                        y * right.width(),
                        luma,
                        y * width + left.width(),
                        right.width());
            }
        }
        return new Frame(luma, width, left.height());
    }

    static void write(String text, Path file) throws WriterException, IOException {
        Frame frame = frame(text, 200);
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < frame.luma().length; i++) {
            int grey = frame.luma()[i] & 0xFF;
            image.setRGB(i % 200, i / 200, grey << 16 | grey << 8 | grey);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        ImageIO.write(image, "png", unfinished.toFile());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
