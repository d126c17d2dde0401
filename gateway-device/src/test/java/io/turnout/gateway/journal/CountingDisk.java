package io.turnout.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The real disk, with every call counted. */
class CountingDisk implements Disk {
    private final Disk real = new RealDisk();
    private final boolean waits;
    private final AtomicInteger syncs = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile CountDownLatch reached = new CountDownLatch(0);

    CountingDisk() {
        this(true);
    }

    /**
     * Whether it waits for the real disk where it is asked to; without, thousands of runs are
     * quick.
     */
    CountingDisk(boolean waits) {
        this.waits = waits;
    }

    int syncs() {
        return syncs.get();
    }

    int writes() {
        return writes.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Holds up the next sync until those who were started all wait behind it. */
    void holdSync(Supplier<Runnable> starting) throws InterruptedException {
        held = new CountDownLatch(1);
        reached = new CountDownLatch(1);
        Runnable join = starting.get();
        reached.await();
        Thread.sleep(300); // until the others have drawn up behind the first
        held.countDown();
        join.run();
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        real.makeFolder(folder);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return real.list(folder);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new Counted(real.open(file));
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new Counted(real.create(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        real.delete(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        if (waits) {
            real.syncFolder(folder);
        }
    }

    @Override
    public long free(Path folder) throws IOException {
        return real.free(folder);
    }

    private final class Counted implements DiskFile {
        private final DiskFile file;

        private Counted(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void write(ByteBuffer content, long at) throws IOException {
            writes.incrementAndGet();
            bytes.addAndGet(content.remaining());
            file.write(content, at);
        }

        @Override
        public byte[] read(long at, int length) throws IOException {
            return file.read(at, length);
        }

        @Override
        public void sync() throws IOException {
            syncs.incrementAndGet();
            reached.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (waits) {
                file.sync();
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
