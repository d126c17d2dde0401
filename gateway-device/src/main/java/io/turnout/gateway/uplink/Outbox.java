package io.turnout.gateway.uplink;

import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the journal into batches. */
final class Outbox {
    /** What a batch has around its scans. */
    private static final int FRAME_BYTES = 256;

    private final Journal journal;
    private final UnitId unit;
    private final MessageCodec codec;

    Outbox(Journal journal, UnitId unit, MessageCodec codec) {
        this.journal = journal;
        this.unit = unit;
        this.codec = codec;
    }

    /** The scans after a number, as many as fit into one message. */
    Optional<ScanBatch> after(long number) throws JournalFailure {
        if (number >= journal.last()) {
            return Optional.empty();
        }
        List<Scan> scans = fitting(journal.read(number + 1, ScanBatch.MAX_SCANS));
        return scans.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScanBatch(unit, journal.epoch(), scans));
    }

    private List<Scan> fitting(List<Scan> scans) {
        List<Scan> fitting = new ArrayList<>();
        int bytes = FRAME_BYTES;
        for (Scan scan : scans) {
            bytes += codec.write(scan).length + 1;
            if (bytes > ScanBatch.MAX_BYTES) {
                break;
            }
            fitting.add(scan);
        }
        return fitting;
    }
}
