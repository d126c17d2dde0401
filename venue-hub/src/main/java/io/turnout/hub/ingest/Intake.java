package io.turnout.hub.ingest;

import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of all units in, unread, and out to the writer in turn, read. They are read on a thread
 * of their own, beside the writer, and no more than the writer takes: unread they need less memory.
 * Thread-safe.
 */
final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** How long the link to the broker waits when all is full: nothing else arrives meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    /** A unit has few batches under way, and sends them again when it hears nothing. */
    private static final Turns.Limits LIMITS =
            new Turns.Limits(8 * ScanBatch.MAX_BYTES, 64 * ScanBatch.MAX_BYTES);

    private static final Pattern INDEX = Pattern.compile("\\[\\d*]?");

    private final Turns turns = new Turns(LIMITS);
    private final MessageCodec codec;
    private final Sieve sieve;
    private final IngestCounts counts;
    private final Consumer<Work> writer;
    private final Thread thread;

    /**
     * Starts the reading thread.
     *
     * @param writer takes what was read; may block, and so holds back the reading
     */
    Intake(MessageCodec codec, IngestCounts counts, Consumer<Work> writer) {
        this.codec = codec;
        this.sieve = new Sieve(codec);
        this.counts = counts;
        this.writer = writer;
        this.thread = Thread.ofPlatform().name("ingest-read").start(this::run);
    }

    /** Takes a message; counts it where there is no room for it: it will be sent again. */
    void take(Mail mail) {
        try {
            switch (turns.offer(mail, PATIENCE)) {
                case WAITS -> {}
                case REPEATS -> counts.again.increment();
                case DROPPED -> drop(mail);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            drop(mail);
        }
    }

    private void drop(Mail mail) {
        counts.dropped.increment();
        counts.warnOnce(mail.unit(), "brings more than is written; it is dropped and comes again");
    }

    private void run() {
        try {
            Optional<Mail> mail = turns.take();
            while (mail.isPresent()) {
                pass(mail.get());
                mail = turns.take();
            }
        } catch (InterruptedException e) {
            LOG.debug("nobody interrupts this thread but a dying process");
        }
    }

    private void pass(Mail mail) {
        switch (mail) {
            case Mail.Scans scans -> read(scans).ifPresent(writer);
            case Mail.Reassure reassure -> writer.accept(reassure.asked());
        }
    }

    /** What a message says; nothing, and it is counted, where it cannot be used. */
    Optional<Work> read(Mail.Scans scans) {
        try {
            ScanBatch batch = codec.read(scans.payload(), ScanBatch.class);
            if (batch.unit().equals(scans.unit())) {
                return Optional.of(Work.Arrived.of(batch));
            }
            refuse(scans.unit(), "names another unit");
        } catch (MalformedMessage _) {
            return part(scans);
        }
        return Optional.empty();
    }

    /** One bad scan is no reason to have the others sent again for ever. */
    private Optional<Work> part(Mail.Scans scans) {
        try {
            Work.Arrived arrived = sieve.part(scans.payload());
            if (arrived.journal().unit().equals(scans.unit())) {
                return Optional.of(arrived);
            }
            refuse(scans.unit(), "names another unit");
        } catch (MalformedMessage e) {
            refuse(scans.unit(), "cannot be read at " + place(e));
        }
        return Optional.empty();
    }

    /** A single scan, if it can be read. */
    Optional<Scan> readable(byte[] raw) {
        try {
            return Optional.of(codec.read(raw, Scan.class));
        } catch (MalformedMessage e) {
            LOG.debug("still not readable: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void refuse(UnitId from, String why) {
        counts.malformed.increment();
        counts.warnOnce(from, "a scans message " + why);
    }

    /**
     * Which field it was, without what stood there: logs carry no payloads. Nor of which scan: one
     * unit would have the most warnings that are given, and none would be left for the others.
     */
    static String place(MalformedMessage e) {
        String message = String.valueOf(e.getMessage());
        int colon = message.indexOf(':');
        String place = message.substring(0, Math.min(60, colon < 0 ? message.length() : colon));
        return INDEX.matcher(place).replaceAll("");
    }

    /** Reads and hands on what has arrived, then ends. */
    @Override
    public void close() {
        turns.close();
        try {
            if (!thread.join(PATIENCE_AT_STOP)) {
                LOG.warn("not all that has arrived is written; units send it again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
