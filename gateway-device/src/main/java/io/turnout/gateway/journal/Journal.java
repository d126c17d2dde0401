package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;

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

    private final Volumes volumes;
    private final Appends appends;
    private final SentAgain again = new SentAgain();

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
        this.appends = new Appends(volumes, options);
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
        journal.appends.begin();
        return journal;
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
        return appends.failing();
    }

    /** Whether the write under way ends in time; false on a disk that hangs. */
    public boolean settles(Duration within) throws InterruptedException {
        return appends.settles(within);
    }

    /** How it is; reads no scan. */
    public Condition condition() {
        List<Condition.Loss> lost = new ArrayList<>();
        long poisoned = 0;
        for (Volume volume : volumes.all()) {
            volume.lost().forEach(range -> lost.add(new Condition.Loss(volume.epoch(), range)));
            poisoned += volume.poisoned();
        }
        return new Condition(appends.failing(), volumes.used(), lost, poisoned);
    }

    /**
     * Appends a scan. When this returns, the scan survives a power cut.
     *
     * @param draft makes the scan from its number
     * @throws JournalFailure when it is not durable; its number is given to the next one
     */
    public Scan append(LongFunction<Scan> draft) throws JournalFailure {
        return appends.append(draft);
    }

    /** Tries to record again, if the last scan could not be. */
    public void retry() {
        appends.retry();
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

    /** The epoch whose scans go to the hub now: the earliest of which it does not have all. */
    public JournalEpoch delivering() {
        return volumes.all().stream()
                .filter(volume -> volume.acknowledged() < volume.reach())
                .map(Volume::epoch)
                .findFirst()
                .orElseGet(volumes::epoch);
    }

    /** The hub has every scan of an epoch up to this number; 0 where the epoch is not kept. */
    public long acknowledged(JournalEpoch of) {
        return volumes.of(of).map(Volume::acknowledged).orElse(0L);
    }

    /** Whether an epoch has a number, or lost it. */
    public boolean reaches(JournalEpoch of, long number) {
        return volumes.of(of).map(volume -> volume.reach() >= number).orElse(false);
    }

    /**
     * What the hub is to get of an epoch after a number, at most so many; empty where that is all.
     *
     * @throws JournalFailure when the disk does not give it now
     */
    public Optional<Unsent> unsent(JournalEpoch of, long after, int atMost) throws JournalFailure {
        if (!reaches(of, after + 1)) {
            return Optional.empty();
        }
        try {
            Pages.Read read = volumes.of(of).orElseThrow().read(after + 1, atMost);
            return Optional.of(new Unsent(of, read.scans(), read.lost()))
                    .filter(unsent -> unsent.end() > after);
        } catch (IOException failed) {
            throw new JournalFailure("reading from " + after + ": " + failed.getMessage(), failed);
        }
    }

    /** What is kept of each epoch, the earliest first; those of which nothing is to be told not. */
    public List<Kept> kept() {
        return volumes.all().stream().map(Kept::of).filter(kept -> kept.last() > 0).toList();
    }

    /** The numbers of this epoch that were given and cannot be read any more. */
    public List<LostScans> unreadable() {
        return volumes.current().map(Volume::unreadable).orElse(List.of());
    }

    /** Hands every kept scan to a reader, in order, earlier epochs first. */
    public void replay(BiConsumer<JournalEpoch, Scan> each) {
        for (Volume volume : volumes.all()) {
            new Replay(volume).run(scan -> each.accept(volume.epoch(), scan));
        }
    }

    /**
     * The hub says that it has all of an epoch up to a number. Of an epoch that lost its end it may
     * have more than is known here: then nothing waits but the word that more may be lost.
     *
     * @return false for an epoch or a number that is not here
     */
    public boolean acknowledge(JournalEpoch of, long upTo) throws JournalFailure {
        Optional<Volume> volume = volumes.of(of);
        if (volume.isEmpty() || (upTo > volume.get().reach() && !volume.get().ended())) {
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
        again.remember(volumes, upTo);
        try {
            for (Volume volume : volumes.all()) {
                volume.setBack(volume.epoch().equals(epoch()) ? upTo : 0);
            }
        } catch (IOException failed) {
            throw new JournalFailure("noting what the hub has: " + failed.getMessage(), failed);
        }
    }

    /** The scans that the hub had, has lost and does not have again yet. */
    public Optional<Condition.Loss> again() {
        return again.open(volumes);
    }

    /** A hub that has nothing of this epoch may lack earlier ones too: they wait again. */
    public void earlierAgain() throws JournalFailure {
        setBack(acknowledged());
    }

    /**
     * The hub has scans of this epoch that are not here: the journal has lost its end. A new epoch
     * begins, so that none of their numbers is given again.
     *
     * @param hubHas the highest number that the hub is known to have
     */
    public void startOver(long hubHas) throws JournalFailure {
        try {
            appends.between(() -> {
                Optional<Volume> lost = volumes.current();
                volumes.startOver(hubHas + 1);
                if (lost.isPresent()) {
                    lost.get().acknowledge(hubHas, 1);
                }
            });
        } catch (IOException failed) {
            throw new JournalFailure("beginning a new epoch: " + failed.getMessage(), failed);
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
        try {
            appends.close();
        } catch (IOException failed) {
            throw new JournalFailure("closing: " + failed.getMessage(), failed);
        }
    }
}
