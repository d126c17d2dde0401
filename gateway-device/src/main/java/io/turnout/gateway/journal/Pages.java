package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads scans back. What cannot be read is set aside and counted; the others go on. Thread-safe.
 */
final class Pages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    /** A scan that could not be read so often is given up. */
    private static final int ATTEMPTS = 3;

    private final Disk disk;
    private final JournalEpoch epoch;
    private final Losses losses;
    private final MessageCodec codec = new MessageCodec();
    private final Packing packing = new Packing();
    private final Map<Long, Integer> attempts = new HashMap<>();
    private int poisoned;

    Pages(Disk disk, JournalEpoch epoch, Losses losses) {
        this.disk = disk;
        this.epoch = epoch;
        this.losses = losses;
    }

    /** What was read, in order; {@code next} is where to go on. */
    record Read(List<Scan> scans, List<LostScans> lost, long next) {}

    /** Scans that are whole on the disk and yet not understood, and those the disk keeps back. */
    synchronized int poisoned() {
        return poisoned;
    }

    /**
     * Reads scans, and says which are lost among them.
     *
     * @throws IOException when one of them cannot be read now; it is given up after some attempts
     */
    synchronized Read read(List<Segment> segments, long from, long last, int atMost)
            throws IOException {
        List<Scan> scans = new ArrayList<>();
        List<LostScans> lost = new ArrayList<>();
        long number = from;
        long first = segments.isEmpty() ? last + 1 : segments.getFirst().first();
        if (number < first && number <= last) {
            lost.add(new LostScans(number, Math.min(last, first - 1), false));
            number = first;
        }
        while (number <= last && scans.size() + lost.size() < atMost) {
            Optional<LostScans> hole = losses.at(number);
            if (hole.isPresent()) {
                lost.add(new LostScans(number, hole.get().to(), false));
                number = hole.get().to() + 1;
            } else {
                int most = atMost - scans.size() - lost.size();
                number = run(segment(segments, number), number, most, scans);
            }
        }
        return new Read(scans, lost, number);
    }

    private static Segment segment(List<Segment> segments, long number) throws IOException {
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (segments.get(i).first() <= number) {
                return segments.get(i);
            }
        }
        throw new IOException("scan " + number + " is not kept");
    }

    /** Reads what lies one behind the other; returns the number after it. */
    private long run(Segment segment, long from, int atMost, List<Scan> into) throws IOException {
        long to = from;
        while (to < segment.last() && to - from + 1 < atMost && segment.place(to + 1) > 0) {
            to++;
        }
        int begin = segment.place(from);
        byte[] bytes;
        try {
            bytes = bytes(segment, begin, segment.place(to));
        } catch (IOException _) {
            // A part of the disk fails: each scan counts, so only what cannot be read alone is
            // lost.
            bytes = one(segment, from);
            to = from;
        }
        for (long number = from; number <= to; number++) {
            Optional<Scan> scan = scan(bytes, segment.place(number) - begin, number);
            if (scan.isEmpty()) {
                segment.lose(number);
                losses.add(new LostScans(number, number, false));
                return number;
            }
            into.add(scan.get());
        }
        return to + 1;
    }

    private byte[] one(Segment segment, long number) throws IOException {
        try {
            return bytes(segment, segment.place(number), segment.place(number));
        } catch (IOException failed) {
            if (attempts.merge(segment.first(), 1, Integer::sum) < ATTEMPTS) {
                throw failed;
            }
            LOG.error("scan {} {} is given up: {}", epoch, number, failed.getMessage());
            return new byte[0];
        }
    }

    /** From the beginning of one record to the end of another. */
    private byte[] bytes(Segment segment, int begin, int lastPlace) throws IOException {
        try (Disk.DiskFile file = disk.open(segment.file())) {
            byte[] head = file.read(lastPlace, Layout.RECORD_HEAD);
            int length = head.length < Layout.RECORD_HEAD ? 0 : Layout.length(head, 0);
            return file.read(begin, Layout.end(lastPlace, length) - begin);
        }
    }

    private Optional<Scan> scan(byte[] bytes, int at, long number) {
        if (!Layout.recordAt(bytes, at, epoch)) {
            LOG.error("scan {} {} is damaged", epoch, number);
            return Optional.empty();
        }
        try {
            Scan scan = codec.read(packing.unpack(Layout.packed(bytes, at)), Scan.class);
            if (scan.number() == number) {
                return Optional.of(scan);
            }
            LOG.error("scan {} {} calls itself {}", epoch, number, scan.number());
        } catch (DataFormatException | MalformedMessage unreadable) {
            LOG.error("scan {} {} is not understood: {}", epoch, number, unreadable.getMessage());
        }
        poisoned++;
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        packing.close();
    }
}
