package io.turnout.gateway.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * Writes a file beside, syncs and renames it: whatever the power does, there is what was written or
 * what was there before.
 */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Durable when this returns. Beside it, a file with {@code .new} at its end comes and goes.
     *
     * @param attributes of the new file, as who may read it
     * @throws IOException when the disk does not take it; what was there stays
     */
    public static void write(Path file, byte[] content, FileAttribute<?>... attributes)
            throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        if (attributes.length > 0) {
            Files.deleteIfExists(beside); // one that was left there would keep its own
        }
        replace(beside, file, content, attributes);
    }

    /** The same by way of another name in the same folder. */
    public static void replace(
            Path beside, Path file, byte[] content, FileAttribute<?>... attributes)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        beside,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }
}
