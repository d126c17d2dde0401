package io.turnout.gateway.uplink;

import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.journal.Unsent;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.util.List;
import java.util.Optional;

/** Cuts the journal into batches. */
public final class Outbox {
    private final Journal journal;
    private final UnitId unit;
    private final MessageCodec codec;

    public Outbox(Journal journal, UnitId unit, MessageCodec codec) {
        this.journal = journal;
        this.unit = unit;
        this.codec = codec;
    }

    /** A message for the hub, and the last number that it settles. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Batch(byte[] payload, long last) {}

    /** What comes after a number of an epoch, as much as fits into one message. */
    public Optional<Batch> after(JournalEpoch epoch, long number) throws JournalFailure {
        return journal.unsent(epoch, number, ScanBatch.MAX_SCANS).map(this::batch);
    }

    /** All of it in most cases; otherwise the first half, as often as it takes. */
    private Batch batch(Unsent unsent) {
        ScanBatch batch =
                new ScanBatch(
                        unit,
                        unsent.epoch(),
                        unsent.scans(),
                        Optional.of(unsent.lost()).filter(lost -> !lost.isEmpty()));
        byte[] payload = codec.write(batch);
        return payload.length <= ScanBatch.MAX_BYTES || unsent.scans().size() <= 1
                ? new Batch(payload, unsent.end())
                : batch(half(unsent));
    }

    /** Losses behind its scans wait for a later message. */
    private static Unsent half(Unsent unsent) {
        List<Scan> scans = unsent.scans().subList(0, unsent.scans().size() / 2);
        long end = scans.getLast().number();
        return new Unsent(
                unsent.epoch(),
                scans,
                unsent.lost().stream().filter(lost -> lost.to() < end).toList());
    }
}
