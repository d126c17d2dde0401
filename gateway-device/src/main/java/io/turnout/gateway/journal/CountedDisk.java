package io.turnout.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts what another disk is asked to do. */
record CountedDisk(Disk disk, LongAdder syncs, LongAdder bytes) implements Disk {
    @Override
    public void makeFolder(Path folder) throws IOException {
        disk.makeFolder(folder);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new Counted(disk.open(file), syncs, bytes);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new Counted(disk.create(file), syncs, bytes);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        disk.syncFolder(folder);
    }

    @Override
    public long free(Path folder) throws IOException {
        return disk.free(folder);
    }

    private record Counted(DiskFile file, LongAdder syncs, LongAdder bytes) implements DiskFile {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void write(ByteBuffer content, long at) throws IOException {
            bytes.add(content.remaining());
            file.write(content, at);
        }

        @Override
        public byte[] read(long at, int length) throws IOException {
            return file.read(at, length);
        }

        @Override
        public void sync() throws IOException {
            syncs.increment();
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
