package io.turnout.provisioning.demo;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a browser's camera sees: a QR code on grey paper, as uncompressed video. */
final class Film {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int CODE = 300;
    private static final int FRAMES = 5;
    private static final byte PAPER = (byte) 200;
    private static final byte INK = 40;

    private Film() {}

    static Path of(Path file, String text) throws IOException {
        byte[] bright = new byte[WIDTH * HEIGHT];
        Arrays.fill(bright, PAPER);
        BitMatrix code = code(text);
        for (int y = 0; y < CODE; y++) {
            for (int x = 0; x < CODE; x++) {
                if (code.get(x, y)) {
                    bright[(y + (HEIGHT - CODE) / 2) * WIDTH + x + (WIDTH - CODE) / 2] = INK;
                }
            }
        }
        byte[] colourless = new byte[WIDTH * HEIGHT / 2];
        Arrays.fill(colourless, (byte) 128);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ascii("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F10:1 Ip A1:1 C420\n"));
            for (int i = 0; i < FRAMES; i++) {
                out.write(ascii("FRAME\n"));
                out.write(bright);
                out.write(colourless);
            }
        }
        return file;
    }

    private static BitMatrix code(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, CODE, CODE);
        } catch (WriterException e) {
            throw new AssertionError("no QR code can hold " + text, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
