package io.turnout.hub.print;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture that somebody sent, drawn anew: of their file only the picture itself is kept, and no
 * larger than paper needs.
 */
public final class Logo {
    /** Largest file, in bytes. */
    public static final int MOST_BYTES = 1_000_000;

    /** Widest and highest picture that is looked at. */
    static final int MOST_SIDE = 6_000;

    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 400;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private final BufferedImage image;

    Logo(BufferedImage image) {
        this.image = image;
    }

    /** What came of reading a file. */
    public sealed interface Reading {
        record Good(Logo logo) implements Reading {}

        /**
         * Not taken.
         *
         * @param why {@code kind}, {@code bytes}, {@code size}, {@code broken}, or what an SVG has
         *     that a logo may not: {@code element}
         */
        record Bad(String why, String detail) implements Reading {}
    }

    /** Reads a PNG or an SVG; a file's name is not believed. */
    public static Reading read(byte[] file) {
        if (file.length > MOST_BYTES) {
            return new Reading.Bad("bytes", "");
        }
        if (Arrays.equals(file, 0, Math.min(PNG.length, file.length), PNG, 0, PNG.length)) {
            return png(file);
        }
        return SvgLogo.looksLike(file) ? SvgLogo.read(file) : new Reading.Bad("kind", "");
    }

    /** A logo as {@link #png} gave it. */
    public static Logo stored(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            if (image == null) {
                throw new IllegalStateException("a stored logo is no picture");
            }
            return new Logo(image);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored logo cannot be read", e);
        }
    }

    BufferedImage image() {
        return image;
    }

    /** To be stored. */
    public byte[] png() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot be written", e);
        }
        return out.toByteArray();
    }

    private static Reading png(byte[] file) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
        ImageReader reader = readers.next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > MOST_SIDE || height > MOST_SIDE || width < 1 || height < 1) {
                return new Reading.Bad("size", width + " × " + height);
            }
            return new Reading.Good(new Logo(smaller(reader.read(0))));
        } catch (IOException | RuntimeException e) {
            // a hostile file makes the reader throw whatever it likes
            return new Reading.Bad("broken", "");
        } finally {
            reader.dispose();
        }
    }

    static BufferedImage smaller(BufferedImage image) {
        double scale =
                Math.min(
                        1,
                        Math.min(
                                (double) WIDTH / image.getWidth(),
                                (double) HEIGHT / image.getHeight()));
        return drawn(
                Math.max(1, (int) Math.round(image.getWidth() * scale)),
                Math.max(1, (int) Math.round(image.getHeight() * scale)),
                image);
    }

    private static BufferedImage drawn(int width, int height, @Nullable BufferedImage image) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }

    /** Empty, as large as an SVG of these sides is drawn. */
    static BufferedImage canvas(double width, double height) {
        double scale = Math.min(WIDTH / width, HEIGHT / height);
        return drawn(
                Math.max(1, (int) Math.round(width * scale)),
                Math.max(1, (int) Math.round(height * scale)),
                null);
    }
}
