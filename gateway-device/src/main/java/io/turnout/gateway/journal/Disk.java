package io.turnout.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * What a journal asks of a disk: a port, so that tests can be a disk that fails, lies, or loses its
 * power. Everything blocks; any thread; an {@link IOException} leaves open how much was done.
 */
interface Disk {
    /** Makes a folder where there is none, with those above it. */
    void makeFolder(Path folder) throws IOException;

    /** What a folder holds, by name. */
    List<Path> list(Path folder) throws IOException;

    /** Opens a file for reading and writing. */
    DiskFile open(Path file) throws IOException;

    /** Makes a new file; one that is there is emptied. */
    DiskFile create(Path file) throws IOException;

    /** Atomic; replaces what has the new name. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** After it the names in a folder survive a power cut. */
    void syncFolder(Path folder) throws IOException;

    /** Bytes that this user may still write there. */
    long free(Path folder) throws IOException;

    /** An open file. Not thread-safe. */
    interface DiskFile extends AutoCloseable {
        long size() throws IOException;

        /** Writes all of it at a place. */
        void write(ByteBuffer bytes, long at) throws IOException;

        /** Reads at most so many bytes; fewer only where the file ends. */
        byte[] read(long at, int length) throws IOException;

        /** After it what was written survives a power cut, within the file's former size. */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }
}
