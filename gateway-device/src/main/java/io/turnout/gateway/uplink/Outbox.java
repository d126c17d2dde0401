package io.turnout.gateway.uplink;

import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.journal.Unsent;
import io.turnout.protocol.message.LostScans;
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

    /** What the hub is to get next, as much as fits into one message. */
    Optional<ScanBatch> next() throws JournalFailure {
        return journal.unsent(ScanBatch.MAX_SCANS).flatMap(this::batch);
    }

    /** Losses behind scans that do not fit in any more wait for the next message. */
    private Optional<ScanBatch> batch(Unsent unsent) {
        List<Scan> scans = fitting(unsent.scans());
        boolean all = scans.size() == unsent.scans().size();
        long end = all ? Long.MAX_VALUE : scans.getLast().number();
        List<LostScans> lost = unsent.lost().stream().filter(each -> each.to() < end).toList();
        return scans.isEmpty() && lost.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScanBatch(unit, unsent.epoch(), scans, Optional.of(lost)));
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
