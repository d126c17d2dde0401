package io.turnout.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The unit's folder, held by one process at a time: two journals in one file would share numbers.
 */
final class DataDir implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private DataDir(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static DataDir hold(Path folder) throws CannotStart {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new CannotStart(
                        "the data directory "
                                + folder
                                + " is in use by another unit's process: stop that one, or give"
                                + " this unit its own with --data");
            }
            return new DataDir(folder, channel);
        } catch (IOException unwritable) {
            throw new CannotStart(
                    "cannot write in the data directory "
                            + folder
                            + ": make it a folder that this user may write to, or give another"
                            + " with --data",
                    unwritable);
        }
    }

    /**
     * Whether a unit holds a folder. Makes nothing: whoever asks may be another user than the unit.
     *
     * @throws IOException where this user may not know
     */
    static boolean inUse(Path folder) throws IOException {
        Path lock = folder.resolve("lock");
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            // Held by this very process.
            return null;
        }
    }

    Path journal() {
        return folder.resolve("journal");
    }

    Path time() {
        return folder.resolve("last-time");
    }

    Path seats() {
        return folder.resolve("seats");
    }

    Path commands() {
        return folder.resolve("commands");
    }

    Path identity() {
        return identity(folder);
    }

    /** Where an enrolment is kept, also before the folder is held. */
    static Path identity(Path folder) {
        return folder.resolve("identity");
    }

    Path lists() {
        return folder.resolve("lists");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
