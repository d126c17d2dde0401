package io.turnout.gateway.uplink;

import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.util.List;
import java.util.Optional;

/** Cuts the journal into batches. */
final class Outbox {
    private final Journal journal;
    private final UnitId unit;
    private final MessageCodec codec;

    Outbox(Journal journal, UnitId unit, MessageCodec codec) {
        this.journal = journal;
        this.unit = unit;
        this.codec = codec;
    }

    /** A message for the hub, and the last number in it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Batch(byte[] payload, long last) {}

    /** The scans after a number, as many as fit into one message. */
    Optional<Batch> after(long number) throws JournalFailure {
        if (number >= journal.last()) {
            return Optional.empty();
        }
        List<Scan> scans = journal.read(number + 1, ScanBatch.MAX_SCANS);
        return scans.isEmpty() ? Optional.empty() : Optional.of(fitting(scans));
    }

    /** All of them in most cases; otherwise the first half, as often as it takes. */
    private Batch fitting(List<Scan> scans) {
        byte[] payload = codec.write(new ScanBatch(unit, journal.epoch(), scans));
        return payload.length <= ScanBatch.MAX_BYTES || scans.size() == 1
                ? new Batch(payload, scans.getLast().number())
                : fitting(scans.subList(0, scans.size() / 2));
    }
}
