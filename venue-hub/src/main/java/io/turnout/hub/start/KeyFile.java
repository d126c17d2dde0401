package io.turnout.hub.start;

import io.turnout.protocol.crypto.Ed25519;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Keys in files that only the hub's user may read. An Ed25519 key is its 32 bytes, nothing else.
 */
public final class KeyFile {
    private KeyFile() {}

    /** What is in the file is no key, and a new one would not be believed by those who know it. */
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        private Damaged(Path file) {
            super("the key " + file + " is damaged");
        }
    }

    /**
     * Reads the key, or makes it where there is no file. A key that was made is on the disk when
     * this returns.
     *
     * @param folder only the hub's user may enter it
     * @throws Damaged when the file holds something else
     */
    public static Ed25519.Keys open(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            write(folder, name, Ed25519.generate().seed());
        }
        byte[] seed = Files.readAllBytes(file);
        if (seed.length != Ed25519.KEY_BYTES) {
            throw new Damaged(file);
        }
        return Ed25519.fromSeed(seed);
    }

    /**
     * The same while the hub starts.
     *
     * @param instead what is to be done when there is no copy of a damaged key, after "or remove it
     *     and"
     */
    public static Ed25519.Keys openAtStart(Path folder, String name, String instead)
            throws CannotStart {
        Path file = folder.resolve(name);
        try {
            return open(folder, name);
        } catch (Damaged e) {
            throw new CannotStart(
                    "The signing key "
                            + file
                            + " is damaged: put back a copy, or remove it and "
                            + instead
                            + ".",
                    e);
        } catch (IOException e) {
            throw new CannotStart(
                    "The signing key "
                            + file
                            + " cannot be read or made ("
                            + e.getMessage()
                            + "): make it readable for this user only.",
                    e);
        }
    }

    /**
     * Writes a key's file, whole or not at all, for this user only; it is on the disk when this
     * returns. A name with a dot in front is never that of a key, so nothing half made is taken for
     * one.
     */
    public static void write(Path folder, String name, byte[] content) throws IOException {
        Path beside = folder.resolve("." + name + ".new");
        Files.deleteIfExists(beside);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.createFile(
                    beside,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel out =
                FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** What was signed with a key must not outlive it: the name too is written down. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
