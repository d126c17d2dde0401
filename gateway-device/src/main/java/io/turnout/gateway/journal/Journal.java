package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every scan of this unit, numbered from 1 without gaps, durable when {@link #append} returns.
 *
 * <p>A journal that is damaged does not keep the unit from working: what can be read is delivered,
 * what cannot is reported by its numbers, and where a number might be given twice a new epoch
 * begins.
 *
 * <p>Threads: any; appending and reading do not wait for each other, and scans that are appended at
 * the same time share one write and one fdatasync. One process at a time.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** What the hub has is still kept for so long: a restart finds out from it who is inside. */
    public static final Duration KEPT = Duration.ofDays(2);

    /** Space for journals where nobody says otherwise. */
    public static final long BUDGET = 256L << 20;

    /** Bytes of one segment; fewer than four of them are no budget. */
    public static final int SEGMENT_BYTES = 512 << 10;

    /** So many may be acknowledged before that is written down; the hub repeats it anyway. */
    private static final long ACKNOWLEDGED_STEP = 100;

    /** Acknowledged scans are kept to this number at most. */
    private static final long MOST_KEPT = 1_000_000;

    /** Most scans in one write. */
    private static final int GROUP = 64;

    private final Options options;
    private final Volumes volumes;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final MessageCodec codec = new MessageCodec();
    private final Packing packing = new Packing();
    private volatile boolean failing;
    private boolean closed;

    /**
     * How a journal is kept.
     *
     * @param background makes the next segment before it is needed
     */
    record Options(Disk disk, int segmentBytes, long budget, Executor background) {
        static Options of(long budget) {
            return new Options(
                    new RealDisk(),
                    SEGMENT_BYTES,
                    budget,
                    task -> Thread.ofVirtual().name("journal").start(task));
        }
    }

    private Journal(Volumes volumes, Options options) {
        this.volumes = volumes;
        this.options = options;
    }

    /** Opens the journal in a folder, making it where there is none. */
    public static Journal open(Path folder) throws JournalUnusable {
        return open(folder, BUDGET);
    }

    /**
     * Opens the journal in a folder, making it where there is none.
     *
     * @param budget bytes that it may take
     * @throws JournalUnusable when the folder cannot be used, or was written by a later version
     */
    public static Journal open(Path folder, long budget) throws JournalUnusable {
        return open(folder, Options.of(budget));
    }

    static Journal open(Path folder, Options options) throws JournalUnusable {
        Journal journal = new Journal(Volumes.open(folder, options), options);
        journal.begin();
        return journal;
    }

    /** A disk that is full or fails does not keep the unit from starting: it is out of order. */
    private void begin() {
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

    public JournalEpoch epoch() {
        return volumes.epoch();
    }

    /** The newest number, 0 for none. */
    public long last() {
        return volumes.current().map(Volume::last).orElse(0L);
    }

    /** The oldest number of this epoch that is kept, empty for none. */
    public OptionalLong first() {
        return volumes.current().map(Volume::first).orElse(OptionalLong.empty());
    }

    /** The hub has every scan of this epoch up to this number. */
    public long acknowledged() {
        return volumes.current().map(Volume::acknowledged).orElse(0L);
    }

    /** Scans that the hub does not have, as far as this unit knows; of all epochs. */
    public long waiting() {
        return volumes.all().stream().mapToLong(each -> each.reach() - each.acknowledged()).sum();
    }

    /** The last scan could not be made durable, and none could since. */
    public boolean failing() {
        return failing;
    }

    /** How it is; reads no scan. */
    public Condition condition() {
        List<Condition.Loss> lost = new ArrayList<>();
        long poisoned = 0;
        for (Volume volume : volumes.all()) {
            volume.lost().forEach(range -> lost.add(new Condition.Loss(volume.epoch(), range)));
            poisoned += volume.poisoned();
        }
        return new Condition(failing, volumes.used(), lost, poisoned);
    }

    /**
     * Appends a scan. When this returns, the scan survives a power cut.
     *
     * @param draft makes the scan from its number
     * @throws JournalFailure when it is not durable; its number is given to the next one
     */
    public Scan append(LongFunction<Scan> draft) throws JournalFailure {
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

    /** Tries whether scans can be recorded again, if the last one could not. */
    public void retry() {
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

    /**
     * Reads scans of this epoch in order; those that are lost are left out.
     *
     * @param from the first number wanted
     * @param atMost at most so many
     * @throws JournalFailure when the disk does not give them now
     */
    public List<Scan> read(long from, int atMost) throws JournalFailure {
        try {
            Optional<Volume> volume = volumes.current();
            return volume.isEmpty() ? List.of() : volume.get().read(from, atMost).scans();
        } catch (IOException failed) {
            throw new JournalFailure("reading from " + from + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * What the hub is to get next, earlier epochs first; empty where it has everything.
     *
     * @throws JournalFailure when the disk does not give it now
     */
    public Optional<Unsent> unsent(int atMost) throws JournalFailure {
        for (Volume volume : volumes.all()) {
            long from = volume.acknowledged() + 1;
            if (from <= volume.reach()) {
                try {
                    Pages.Read read = volume.read(from, atMost);
                    return Optional.of(new Unsent(volume.epoch(), read.scans(), read.lost()));
                } catch (IOException failed) {
                    throw new JournalFailure(
                            "reading from " + from + ": " + failed.getMessage(), failed);
                }
            }
        }
        return Optional.empty();
    }

    /** Hands every kept scan to a reader, in order, earlier epochs first. */
    public void replay(Consumer<Scan> each) {
        volumes.all().forEach(volume -> new Replay(volume).run(each));
    }

    /**
     * The hub says that it has all of an epoch up to a number.
     *
     * @return false for an epoch or a number that is not here
     */
    public boolean acknowledge(JournalEpoch of, long upTo) throws JournalFailure {
        Optional<Volume> volume = volumes.of(of);
        if (volume.isEmpty() || upTo > volume.get().reach()) {
            return false;
        }
        try {
            volume.get().acknowledge(upTo, ACKNOWLEDGED_STEP);
            return true;
        } catch (IOException failed) {
            throw new JournalFailure("noting what the hub has: " + failed.getMessage(), failed);
        }
    }

    /**
     * The hub has lost scans that it had: those after a number are waiting again, as far as they
     * are kept, and so are all of earlier epochs. Written down at once.
     *
     * @param upTo what the hub has; nothing changes when that is more than is known
     */
    public void setBack(long upTo) throws JournalFailure {
        try {
            for (Volume volume : volumes.all()) {
                volume.setBack(volume.epoch().equals(epoch()) ? upTo : 0);
            }
        } catch (IOException failed) {
            throw new JournalFailure("noting what the hub has: " + failed.getMessage(), failed);
        }
    }

    /** A hub that has nothing of this epoch may lack earlier ones too: they wait again. */
    public void earlierAgain() throws JournalFailure {
        setBack(acknowledged());
    }

    /** Whether the hub has an epoch up to a number, or the epoch is not here any more. */
    public boolean has(JournalEpoch of, long upTo) {
        return volumes.of(of).map(volume -> volume.acknowledged() >= upTo).orElse(true);
    }

    /**
     * The hub has scans of this epoch that are not here: the journal has lost its end. A new epoch
     * begins, so that none of their numbers is given again.
     *
     * @param hubHas the highest number that the hub is known to have
     */
    public void startOver(long hubHas) throws JournalFailure {
        writing.lock();
        try {
            Optional<Volume> lost = volumes.current();
            volumes.startOver(hubHas + 1);
            if (lost.isPresent()) {
                lost.get().acknowledge(hubHas, 1);
            }
        } catch (IOException failed) {
            throw new JournalFailure("beginning a new epoch: " + failed.getMessage(), failed);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Forgets what the hub has and nobody needs any more, a whole segment at a time. The newest
     * always stays: from it the next number is known.
     */
    public void prune(Instant now) throws JournalFailure {
        try {
            volumes.prune(now.minus(KEPT).toEpochMilli(), MOST_KEPT);
        } catch (IOException failed) {
            throw new JournalFailure("forgetting old scans: " + failed.getMessage(), failed);
        }
    }

    /** Writes down what the hub has, and closes the files. */
    @Override
    public void close() throws JournalFailure {
        writing.lock();
        try {
            if (!closed) {
                closed = true;
                packing.close();
                volumes.close();
            }
        } catch (IOException failed) {
            throw new JournalFailure("closing: " + failed.getMessage(), failed);
        } finally {
            writing.unlock();
        }
    }
}
