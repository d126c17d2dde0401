package io.turnout.hub.print;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;

/** A text as a QR code, with the quiet zone of four modules that readers need. */
public final class QrImage {
    private static final int QUIET = 4;
    private static final int PIXELS = 10;

    private final BitMatrix modules;

    private QrImage(BitMatrix modules) {
        this.modules = modules;
    }

    /**
     * Draws a text; a quarter of the code may be damaged and still be read.
     *
     * @param text at most 256 characters
     */
    public static QrImage of(String text) {
        try {
            return new QrImage(
                    new QRCodeWriter()
                            .encode(
                                    text,
                                    BarcodeFormat.QR_CODE,
                                    0,
                                    0,
                                    Map.of(
                                            EncodeHintType.ERROR_CORRECTION,
                                            ErrorCorrectionLevel.Q,
                                            EncodeHintType.MARGIN,
                                            QUIET,
                                            EncodeHintType.CHARACTER_SET,
                                            StandardCharsets.UTF_8.name())));
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }

    /** Modules of a side, quiet zone and all. */
    public int side() {
        return modules.getWidth();
    }

    /** Whether a module is dark; from the upper left corner. */
    public boolean dark(int x, int y) {
        return modules.get(x, y);
    }

    /** As PNG, ten pixels a module. */
    public byte[] png() {
        int side = side() * PIXELS;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, dark(x / PIXELS, y / PIXELS) ? 0 : 0xffffff);
            }
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an image in memory cannot be written", e);
        }
    }

    /** The dark modules as the path of an SVG, a module being 1; those side by side are one. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < side(); y++) {
            int x = 0;
            while (x < side()) {
                int end = x;
                while (end < side() && dark(end, y)) {
                    end++;
                }
                if (end > x) {
                    int width = end - x;
                    path.append('M').append(x).append(' ').append(y);
                    path.append('h').append(width).append("v1h-").append(width).append('z');
                }
                x = end + 1;
            }
        }
        return path.toString();
    }

    /** As SVG, to be scaled to any size. */
    public byte[] svg() {
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" \
        shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%1$dv%1$dH0z"/>\
        <path d="%2$s"/></svg>
        """
                .formatted(side(), path())
                .getBytes(StandardCharsets.UTF_8);
    }
}
