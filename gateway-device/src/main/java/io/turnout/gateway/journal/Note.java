package io.turnout.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/** A number in a small file of its own, written beside and renamed. */
final class Note {
    /** Longer is none of ours. */
    private static final int LONGEST = 64;

    private static final String UNFINISHED = ".tmp";

    private final Disk disk;
    private final Path file;

    Note(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** Empty where there is none, or none that can be believed. */
    OptionalLong read() {
        try (Disk.DiskFile open = disk.open(file)) {
            String text = new String(open.read(0, LONGEST), StandardCharsets.US_ASCII);
            int space = text.indexOf(' ');
            if (space > 0 && text.equals(line(Long.parseLong(text.substring(0, space))))) {
                return OptionalLong.of(Long.parseLong(text.substring(0, space)));
            }
        } catch (IOException | NumberFormatException _) {
            // As good as none: what is noted here is known, or is learnt again, elsewhere.
        }
        return OptionalLong.empty();
    }

    void write(long number) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + UNFINISHED);
        try (Disk.DiskFile open = disk.create(beside)) {
            open.write(ByteBuffer.wrap(line(number).getBytes(StandardCharsets.US_ASCII)), 0);
            open.sync();
        }
        disk.rename(beside, file);
        disk.syncFolder(file.resolveSibling(""));
    }

    private static String line(long number) {
        CRC32C sum = new CRC32C();
        sum.update(String.valueOf(number).getBytes(StandardCharsets.US_ASCII));
        return number + " " + Long.toHexString(sum.getValue()) + "\n";
    }
}
