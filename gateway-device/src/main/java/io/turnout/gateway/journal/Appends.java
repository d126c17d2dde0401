package io.turnout.gateway.journal;

import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends of many threads, brought into one order and into groups that share a write. Thread-safe.
 */
final class Appends {
    private static final Logger LOG = LoggerFactory.getLogger(Appends.class);

    /** Most scans in one write. */
    private static final int GROUP = 64;

    private final Volumes volumes;
    private final Journal.Options options;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final MessageCodec codec = new MessageCodec();
    private final Packing packing = new Packing();
    private volatile boolean failing;
    private boolean closed;

    Appends(Volumes volumes, Journal.Options options) {
        this.volumes = volumes;
        this.options = options;
    }

    /** What must not happen while scans are written. */
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    /** A disk that is full or fails does not keep the unit from starting: it is out of order. */
    void begin() {
        writing.lock();
        try {
            volumes.writable();
            prepare();
        } catch (IOException failed) {
            failing = true;
            LOG.error("no scan can be recorded: {}", failed.getMessage());
        } finally {
            writing.unlock();
        }
    }

    /** The last scan could not be made durable, and none could since. */
    boolean failing() {
        return failing;
    }

    Scan append(LongFunction<Scan> draft) throws JournalFailure {
        Waiting mine = new Waiting(draft);
        queue.add(mine);
        writing.lock();
        try {
            while (!mine.done()) {
                if (closed) {
                    mine.fail(new IOException("the journal is closed"));
                } else {
                    writeGroup();
                }
            }
        } finally {
            writing.unlock();
        }
        return mine.result();
    }

    /** Whoever holds the lock writes for all who wait for it. */
    private void writeGroup() {
        List<Waiting> group = new ArrayList<>();
        try {
            Volume volume = volumes.writable();
            List<byte[]> packed = take(group, volume.last() + 1);
            if (!packed.isEmpty()) {
                volume.write(packed);
                failing = false;
            }
            group.forEach(Waiting::durable);
            prepare();
        } catch (IOException failed) {
            failing = true;
            fail(group, failed);
        } catch (RuntimeException wrong) {
            // None of those who wait may wait for ever, whatever went wrong.
            fail(group, wrong);
        }
    }

    /** Numbers and packs those who wait, as many as are written together. */
    private List<byte[]> take(List<Waiting> group, long first) {
        List<byte[]> packed = new ArrayList<>();
        int bytes = 0;
        while (group.size() < GROUP && bytes < options.segmentBytes() / 2 && !queue.isEmpty()) {
            Waiting next = queue.remove();
            Optional<byte[]> record = next.numbered(first + group.size()).flatMap(this::packed);
            if (record.isPresent()) {
                group.add(next);
                packed.add(record.get());
                bytes += record.get().length + Layout.SECTOR;
            } else if (!next.done()) {
                next.fail(new IOException("a scan is larger than a segment allows"));
            }
        }
        return packed;
    }

    /** Where not even a number could be given, all who wait hear it. */
    private void fail(List<Waiting> group, Exception why) {
        group.forEach(each -> each.fail(why));
        while (group.isEmpty() && !queue.isEmpty()) {
            queue.remove().fail(why);
        }
    }

    private Optional<byte[]> packed(Scan scan) {
        byte[] packed = packing.pack(codec.write(scan));
        boolean fits = packed.length <= Math.min(Layout.LONGEST, options.segmentBytes() / 4);
        return fits ? Optional.of(packed) : Optional.empty();
    }

    private void prepare() {
        volumes.current()
                .filter(Volume::wantsNext)
                .ifPresent(volume -> options.background().execute(() -> prepare(volume)));
    }

    private static void prepare(Volume volume) {
        try {
            volume.ready();
        } catch (IOException failed) {
            // It is tried again when it is needed; that one is heard.
            LOG.debug("no segment in advance", failed);
        }
    }

    void retry() {
        if (failing) {
            writing.lock();
            try {
                volumes.writable().ready();
                failing = false;
            } catch (IOException failed) {
                LOG.debug("still no scan can be recorded", failed);
            } finally {
                writing.unlock();
            }
        }
    }

    /** Whether the write under way, if there is one, ends in time. */
    boolean settles(Duration within) throws InterruptedException {
        boolean free = writing.tryLock(within.toMillis(), TimeUnit.MILLISECONDS);
        if (free) {
            writing.unlock();
        }
        return free;
    }

    /** Makes a change while nobody writes. */
    void between(Change change) throws IOException {
        writing.lock();
        try {
            change.make();
        } finally {
            writing.unlock();
        }
    }

    void close() throws IOException {
        writing.lock();
        try {
            if (!closed) {
                closed = true;
                packing.close();
                volumes.close();
            }
        } finally {
            writing.unlock();
        }
    }
}
