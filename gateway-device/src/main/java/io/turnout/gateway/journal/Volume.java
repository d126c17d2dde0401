package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The scans of one epoch. Written to by one thread at a time, and not at all once its end is in
 * doubt; read by any.
 */
final class Volume implements AutoCloseable {
    private static final String ENDED = "ended";

    private final Disk disk;
    private final Path folder;
    private final JournalEpoch epoch;
    private final int bytes;
    private final SegmentFiles files;
    private final List<Segment> segments;
    private final Losses losses = new Losses();
    private final Pages pages;
    private @Nullable Pen pen;
    private volatile long last;
    private volatile long acknowledged;
    private long acknowledgedWritten;
    private boolean inDoubt;
    private volatile Optional<LostScans> tail = Optional.empty();
    private volatile boolean tailTold;

    private Volume(Disk disk, VolumeFiles found, Journal.Options options, SegmentFiles.Room room) {
        this.disk = disk;
        this.folder = found.folder();
        this.epoch = found.epoch();
        this.bytes = options.segmentBytes();
        this.files = found.files(disk, bytes, room);
        this.segments = new ArrayList<>(found.segments());
        this.pages = new Pages(disk, epoch, losses);
        this.last = segments.isEmpty() ? 0 : segments.getLast().last();
        found.holes().forEach(losses::add);
        OptionalLong noted = new Note(disk, folder.resolve(VolumeFiles.ACKNOWLEDGED)).read();
        this.acknowledged = noted.orElse(first().orElse(1) - 1);
        this.acknowledgedWritten = acknowledged;
        if (acknowledged + 1 < first().orElse(1)) {
            losses.add(new LostScans(acknowledged + 1, first().getAsLong() - 1, false));
        }
        this.inDoubt = found.ending() == Survey.Ending.IN_DOUBT || acknowledged > last;
    }

    /** Opens what is there, and makes ready to go on behind it. */
    static Volume open(Disk disk, Path folder, Journal.Options options, SegmentFiles.Room room)
            throws IOException, Layout.LaterVersion {
        VolumeFiles found = VolumeFiles.examine(disk, folder, options.segmentBytes());
        Volume volume = new Volume(disk, found, options, room);
        OptionalLong ended = new Note(disk, folder.resolve(ENDED)).read();
        if (ended.isPresent()) {
            volume.endAt(ended.getAsLong());
        } else if (found.ending() == Survey.Ending.CLEAN && !volume.segments.isEmpty()) {
            volume.goOn(found);
        }
        return volume;
    }

    private void goOn(VolumeFiles found) throws IOException {
        Segment newest = segments.getLast();
        Disk.DiskFile file = disk.open(newest.file());
        Pen opened = new Pen(file, epoch, newest, bytes, found.end());
        try {
            opened.confirm(file.read(0, bytes));
            pen = opened;
        } catch (IOException failed) {
            // What is there may not last, so nothing is written behind it: the next scan begins
            // another segment, which says where this one ended.
            opened.close();
        }
    }

    JournalEpoch epoch() {
        return epoch;
    }

    Path folder() {
        return folder;
    }

    /** Whether a number behind the last might have been given already. */
    synchronized boolean inDoubt() {
        return inDoubt;
    }

    long last() {
        return last;
    }

    synchronized OptionalLong first() {
        return segments.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(segments.getFirst().first());
    }

    long acknowledged() {
        return acknowledged;
    }

    /** The last number that the hub must hear of, if only that it is lost. */
    long reach() {
        return tail.map(LostScans::to).orElse(last);
    }

    List<LostScans> lost() {
        // What was forgotten by age, and what the hub knows to be lost before that, is over.
        long oldest = Math.min(first().orElse(last + 1), acknowledged + 1);
        List<LostScans> all = losses.from(oldest);
        tail.ifPresent(lost -> all.add(after(lost, acknowledged)));
        return all;
    }

    /** Numbers between others that are not there; all that are known, also those the hub has. */
    List<LostScans> unreadable() {
        return losses.from(1);
    }

    int poisoned() {
        return pages.poisoned();
    }

    /**
     * Appends scans. When this returns, they survive a power cut; when it throws, none counts, and
     * their numbers are given to the next ones, in another segment.
     */
    void write(List<byte[]> group) throws IOException {
        Pen current = pen;
        if (current == null || !current.fits(group)) {
            current = begin();
        }
        try {
            current.write(group);
        } catch (IOException failed) {
            abandon(current, failed);
            throw failed;
        }
        synchronized (this) {
            if (segments.isEmpty() || segments.getLast() != current.segment()) {
                segments.add(current.segment());
            }
        }
        last = current.segment().last();
    }

    private Pen begin() throws IOException {
        Pen former = pen;
        if (former != null) {
            pen = null;
            former.close();
        }
        Path file = files.take();
        Segment segment = new Segment(file, last + 1, new int[0]);
        Pen begun = new Pen(disk.open(file), epoch, segment, bytes, Layout.HEAD);
        pen = begun;
        return begun;
    }

    /** After a failed fsync nobody knows what the disk has, and asking again proves nothing. */
    private void abandon(Pen failing, IOException failed) {
        pen = null;
        try {
            failing.close();
            if (failing.segment().last() < failing.segment().first()) {
                disk.delete(failing.segment().file());
            }
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** Whether no segment is ready for when this one is full. */
    boolean wantsNext() {
        return files.free() == 0;
    }

    /** Sees to it that the next segment is there before it is needed. */
    void ready() throws IOException {
        files.ready();
    }

    /** Scans in order from a number on, at most so many, and what is lost among them. */
    Pages.Read read(long from, int atMost) throws IOException {
        List<Segment> known;
        synchronized (this) {
            known = List.copyOf(segments);
        }
        Pages.Read read = pages.read(known, from, last, atMost);
        boolean toTheEnd = read.scans().size() < atMost && read.next() > last;
        tail.filter(lost -> toTheEnd && lost.to() >= from)
                .ifPresent(lost -> {
                    read.lost().add(after(lost, from - 1));
                    tailTold = true;
                });
        return read;
    }

    /** What is lost behind a number; of an end that is lost at least its last number. */
    private static LostScans after(LostScans lost, long number) {
        long from = Math.clamp(number + 1, lost.from(), lost.to());
        return new LostScans(from, lost.to(), lost.more());
    }

    /**
     * The hub has all up to a number; what is written down may lag behind. Where it has more than
     * is left of an epoch that lost its end, what is lost begins behind that, and it must hear of
     * it.
     */
    synchronized void acknowledge(long upTo, long step) throws IOException {
        boolean unheard = upTo > reach() || (upTo == reach() && !tailTold);
        if (ended() && upTo > acknowledged && unheard) {
            new Note(disk, folder.resolve(ENDED)).write(upTo + 1);
            endAt(upTo + 1);
        }
        acknowledged = Math.max(acknowledged, Math.min(upTo, reach()));
        if (acknowledged - acknowledgedWritten >= step) {
            writeAcknowledged();
        }
    }

    synchronized void setBack(long upTo) throws IOException {
        acknowledged = Math.min(acknowledged, upTo);
        writeAcknowledged();
    }

    synchronized void writeAcknowledged() throws IOException {
        if (acknowledged != acknowledgedWritten) {
            new Note(disk, folder.resolve(VolumeFiles.ACKNOWLEDGED)).write(acknowledged);
            acknowledgedWritten = acknowledged;
        }
    }

    /** No scan is ever written here again: those from a number on are lost, if there were any. */
    synchronized void end(long lostFrom) throws IOException {
        inDoubt = true;
        Pen current = pen;
        pen = null;
        if (current != null) {
            current.close();
        }
        new Note(disk, folder.resolve(ENDED)).write(lostFrom);
        endAt(lostFrom);
    }

    /** Of an epoch that has ended more may be lost later: all behind what is left of it. */
    private void endAt(long lostFrom) {
        inDoubt = true;
        tail = Optional.of(new LostScans(Math.min(lostFrom, last + 1), lostFrom, true));
    }

    boolean ended() {
        return tail.isPresent();
    }

    /**
     * Forgets the oldest segment if the hub has all of it and it is old enough.
     *
     * @param beforeMillis younger scans stay
     * @param beforeNumber those from here on stay, but for their age
     */
    synchronized boolean forgetOldest(long beforeMillis, long beforeNumber) throws IOException {
        if (segments.isEmpty() || (segments.size() == 1 && !ended())) {
            return false;
        }
        Segment oldest = segments.getFirst();
        boolean old = oldest.last() < beforeNumber || newest(oldest) < beforeMillis;
        if (oldest.last() > acknowledged || !old) {
            return false;
        }
        writeAcknowledged(); // or they would be missed
        disk.delete(oldest.file());
        disk.syncFolder(folder);
        segments.removeFirst();
        return true;
    }

    private long newest(Segment segment) throws IOException {
        if (segment.newest() == Long.MIN_VALUE && segment.last() >= segment.first()) {
            int count = (int) (segment.last() - segment.first() + 1);
            List<Segment> one = List.of(segment);
            segment.newest(
                    pages.read(one, segment.first(), segment.last(), count).scans().stream()
                            .map(Scan::wall)
                            .mapToLong(Instant::toEpochMilli)
                            .max()
                            .orElse(Long.MIN_VALUE + 1));
        }
        return segment.newest();
    }

    /** Nothing was ever written, and nothing is missed. */
    synchronized boolean untouched() {
        return segments.isEmpty() && !inDoubt;
    }

    /** Its end is known to be lost, from here on at the latest. */
    synchronized void endAtLast() {
        if (!ended()) {
            endAt(Math.max(last, acknowledged) + 1);
        }
    }

    /** All that there was is with the hub, and was forgotten here. */
    synchronized boolean over() {
        return segments.isEmpty() && ended() && acknowledged >= reach();
    }

    /** How many files it has. */
    synchronized int files() {
        return segments.size() + files.free();
    }

    /** How many files have something that the hub does not have, or are to be written to. */
    synchronized long needed() {
        long sent = segments.stream().filter(segment -> segment.last() <= acknowledged).count();
        return files() - sent;
    }

    /** Removes all of it; half removed, it is no volume any more. */
    void remove() throws IOException {
        Path gone = folder.resolveSibling(folder.getFileName() + VolumeFiles.GONE);
        disk.rename(folder, gone);
        VolumeFiles.remove(disk, gone);
    }

    /** Not while holding what the one who makes the next segment may need. */
    @Override
    public void close() throws IOException {
        files.close();
        closeOpen();
    }

    private synchronized void closeOpen() throws IOException {
        Pen current = pen;
        pen = null;
        try {
            writeAcknowledged();
        } finally {
            if (current != null) {
                current.close();
            }
            pages.close();
        }
    }
}
