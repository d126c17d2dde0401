package io.turnout.hub.start;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The one directory the hub writes to, claimed so that no second hub writes there too. */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel claim;

    private DataDirectory(Path path, FileChannel claim) {
        this.path = path;
        this.claim = claim;
    }

    /**
     * Makes the directory where it is missing, and claims it.
     *
     * @throws CannotStart when it cannot be written to or another hub has it
     */
    public static DataDirectory claim(Path path) throws CannotStart {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            FileChannel channel =
                    FileChannel.open(
                            absolute.resolve("hub.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new CannotStart(
                        "Another hub is using the data directory "
                                + absolute
                                + ": stop it, or choose another directory with --data.");
            }
            return new DataDirectory(absolute, channel);
        } catch (IOException e) {
            throw new CannotStart(
                    "The data directory "
                            + absolute
                            + " cannot be written to ("
                            + e.getClass().getSimpleName()
                            + ": "
                            + e.getMessage()
                            + "): make it writable for this user, or choose another with --data.",
                    e);
        }
    }

    /** Where it is, absolute. */
    public Path path() {
        return path;
    }

    /** A directory in it that only this user may enter, made where it is missing. */
    public Path privateFolder(String name) throws CannotStart {
        Path folder = path.resolve(name);
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return folder;
        } catch (IOException e) {
            throw new CannotStart(
                    "The directory "
                            + folder
                            + " cannot be made ("
                            + e.getMessage()
                            + "): make the data directory writable for this user.",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another hub in this very process, as in tests
        }
    }
}
