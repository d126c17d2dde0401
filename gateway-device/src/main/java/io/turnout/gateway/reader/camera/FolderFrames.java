package io.turnout.gateway.reader.camera;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Each picture in a folder as one frame, in the order of their names; pictures added later follow.
 * For tests and for showing.
 */
final class FolderFrames implements FrameSource {
    private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "gif", "bmp");
    private static final long LOOK_EVERY_MILLIS = 200;

    private final Path folder;
    private final Set<Path> shown = new HashSet<>();

    FolderFrames(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no folder of pictures at " + folder);
        }
        this.folder = folder;
    }

    @Override
    public Optional<Frame> next(Duration atMost) throws IOException, InterruptedException {
        for (long left = atMost.toMillis(); ; left -= LOOK_EVERY_MILLIS) {
            Optional<Path> picture = firstNew();
            if (picture.isPresent()) {
                shown.add(picture.get());
                return Optional.of(read(picture.get()));
            }
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(left, LOOK_EVERY_MILLIS));
        }
    }

    private Optional<Path> firstNew() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> isPicture(f) && !shown.contains(f)).sorted().findFirst();
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Reads a picture's brightness as a camera would give it. */
    static Frame read(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        if (image == null) {
            throw new IOException("not a picture: " + picture);
        }
        int width = image.getWidth();
        int height = image.getHeight();
        int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] luma = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            luma[i] = brightness(rgb[i]);
        }
        return new Frame(luma, width, height);
    }

    /** BT.601 in 10 bits; what is transparent is white, as paper is. */
    private static byte brightness(int argb) {
        if (argb >>> 24 == 0) {
            return (byte) 0xFF;
        }
        int red = (argb >> 16) & 0xFF;
        int green = (argb >> 8) & 0xFF;
        int blue = argb & 0xFF;
        return (byte) ((306 * red + 601 * green + 117 * blue + 0x200) >> 10);
    }

    @Override
    public boolean mayBeQuiet() {
        return true;
    }

    @Override
    public void close() {
        shown.clear();
    }
}
