package io.turnout.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real disk, of which one call fails, or all from one on; and which writes down what it was
 * asked to change. Changing calls are numbered from 1.
 */
final class FaultyDisk implements Disk {
    private final Disk real;
    private final List<Step> trace = new ArrayList<>();
    private int calls;
    private int failAt = Integer.MAX_VALUE;
    private int failUntil = Integer.MAX_VALUE;
    private Fault fault = Fault.EIO;
    private boolean lies;

    FaultyDisk(Disk real) {
        this.real = real;
    }

    /** How a call fails. */
    enum Fault {
        EIO,
        ENOSPC,
        /** Half of it is written, then an error. */
        SHORT
    }

    /** What was asked of the disk, in order. */
    sealed interface Step {
        record Create(Path file) implements Step {}

        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Write(Path file, long at, byte[] bytes) implements Step {}

        record Sync(Path file) implements Step {}

        record Rename(Path from, Path to) implements Step {}

        record Delete(Path file) implements Step {}

        record MakeFolder(Path folder) implements Step {}

        record SyncFolder(Path folder) implements Step {}

        /** The test's own: up to here scans were said to be durable. */
        record Said(long number) implements Step {}
    }

    void fail(Fault how, int from, int until) {
        fault = how;
        failAt = from;
        failUntil = until;
    }

    /** A planted fault: what fails is said to have worked. */
    void lie() {
        lies = true;
    }

    int calls() {
        return calls;
    }

    List<Step> trace() {
        return trace;
    }

    void said(long number) {
        trace.add(new Step.Said(number));
    }

    private boolean fails() {
        calls++;
        return calls >= failAt && calls < failUntil;
    }

    private void failing() throws IOException {
        if (fails() && !lies) {
            throw new IOException(fault == Fault.ENOSPC ? "No space left on device" : "EIO");
        }
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        failing();
        trace.add(new Step.MakeFolder(folder));
        real.makeFolder(folder);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return real.list(folder);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new Failing(file, real.open(file));
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        failing();
        trace.add(new Step.Create(file));
        return new Failing(file, real.create(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        failing();
        trace.add(new Step.Rename(from, to));
        real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        failing();
        trace.add(new Step.Delete(file));
        real.delete(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        failing();
        trace.add(new Step.SyncFolder(folder));
        real.syncFolder(folder);
    }

    @Override
    public long free(Path folder) throws IOException {
        return real.free(folder);
    }

    private final class Failing implements DiskFile {
        private final Path path;
        private final DiskFile file;

        private Failing(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            if (fails()) {
                if (fault == Fault.SHORT) {
                    file.write(bytes.slice(0, bytes.remaining() / 2), at);
                }
                if (!lies) {
                    throw new IOException(fault.name());
                }
                return;
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            trace.add(new Step.Write(path, at, copy));
            file.write(bytes, at);
        }

        @Override
        public byte[] read(long at, int length) throws IOException {
            return file.read(at, length);
        }

        @Override
        public void sync() throws IOException {
            failing();
            trace.add(new Step.Sync(path));
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
