package io.turnout.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one epoch: {@code 000001.seg} and so on, each filled with zeros and made durable
 * before it gets its name. So a write into it changes nothing but its content, and one fdatasync is
 * all it takes. The next one is made ready in advance. Thread-safe.
 */
final class SegmentFiles {
    static final String ENDING = ".seg";
    static final String UNFINISHED = ".tmp";

    private static final int PIECE = 64 * 1024;

    private final Disk disk;
    private final Path folder;
    private final int bytes;
    private final Room room;
    private int newest;
    private volatile int free;
    private boolean closed;

    /** Says whether there may be another file. */
    @FunctionalInterface
    interface Room {
        void take(long bytes) throws IOException;
    }

    /**
     * Files of a folder that is there.
     *
     * @param newest the ordinal of the newest file, 0 for none
     * @param free how many of the newest were never begun
     */
    SegmentFiles(Disk disk, Path folder, int bytes, Room room, int newest, int free) {
        this.disk = disk;
        this.folder = folder;
        this.bytes = bytes;
        this.room = room;
        this.newest = newest;
        this.free = free;
    }

    /** How many files are ready. Never waits for one to be made. */
    int free() {
        return free;
    }

    /** An unused file, made now if none is ready. */
    synchronized Path take() throws IOException {
        ready();
        if (closed) {
            throw new IOException("the journal is closed");
        }
        int left = free - 1;
        free = left;
        return file(folder, newest - left);
    }

    /** Sees to it that there is an unused file. */
    synchronized void ready() throws IOException {
        if (free == 0 && !closed) {
            room.take(bytes);
            make(disk, folder, newest + 1, bytes);
            newest++;
            free = 1;
        }
    }

    /** Makes no more; returns when none is under way. */
    synchronized void close() {
        closed = true;
    }

    static void make(Disk disk, Path folder, int ordinal, int bytes) throws IOException {
        Path target = file(folder, ordinal);
        Path beside = target.resolveSibling(target.getFileName() + UNFINISHED);
        try {
            try (Disk.DiskFile file = disk.create(beside)) {
                for (int at = 0; at < bytes; at += PIECE) {
                    file.write(ByteBuffer.allocate(Math.min(PIECE, bytes - at)), at);
                }
                file.sync();
            }
            disk.rename(beside, target);
            disk.syncFolder(folder);
        } catch (IOException failed) {
            remove(disk, beside, failed);
            throw failed;
        }
    }

    /** A disk that is full should not also be kept full by what was not finished. */
    private static void remove(Disk disk, Path beside, IOException failed) {
        try {
            disk.delete(beside);
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    static Path file(Path folder, int ordinal) {
        return folder.resolve("%06d".formatted(ordinal) + ENDING);
    }

    /** The finished files of a folder, in order; what was not finished is removed. */
    static List<Path> in(Disk disk, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path file : disk.list(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(UNFINISHED)) {
                disk.delete(file);
            } else if (name.matches("[0-9]{6}\\" + ENDING)) {
                files.add(file);
            }
        }
        return files;
    }

    static int ordinal(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(0, 6));
    }
}
