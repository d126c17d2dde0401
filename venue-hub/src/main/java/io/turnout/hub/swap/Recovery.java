package io.turnout.hub.swap;

import io.turnout.hub.attendant.Deliveries;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.store.Database;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.util.Optional;

/** Takes scans that somebody read from a unit's card into the log, in that unit's name. */
public record Recovery(Database database, Audit audit, Ingest ingest, Deliveries deliveries) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * What came of a batch.
     *
     * @param upTo the log has all of that journal up to it, or knows it to be lost
     * @param stored scans that are new
     * @param repeated scans that were there already
     */
    public record Brought(String epoch, long upTo, long stored, long repeated) {}

    /**
     * Takes a batch, and waits until it is durable. The record tells who brought what is new.
     *
     * @param first the first number of that journal that is on the card
     * @return empty where that took too long: it may be brought again
     */
    Optional<Brought> bring(ScanBatch batch, long first, String who) throws InterruptedException {
        long before = there(batch);
        ingest.reassure(batch.unit(), batch.epoch(), Optional.of(first));
        byte[] payload = new MessageCodec().write(batch);
        Optional<Ack> ack = deliveries.deliver(batch, payload, ingest::receive, PATIENCE);
        long stored = there(batch) - before;
        if (stored > 0) {
            String what = stored + " of journal " + batch.epoch();
            database.change(handle ->
                    audit.add(handle, who, "bring scans of a unit", batch.unit().value(), what));
        }
        long repeated = batch.scans().size() - stored;
        return ack.map(
                durable -> new Brought(batch.epoch().value(), durable.upTo(), stored, repeated));
    }

    /** Whether the log has a journal up to a number, or knows it to be lost. */
    boolean reaches(UnitId unit, JournalEpoch epoch, long number) {
        return number == 0
                || database.read(handle ->
                        handle.createQuery(
                                        "SELECT 1 FROM journal WHERE unit = :unit AND"
                                                + " epoch = :epoch AND (up_to >= :number"
                                                + " OR beyond >= :number)")
                                .bind("unit", unit.value())
                                .bind("epoch", epoch.value())
                                .bind("number", number)
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent());
    }

    private long there(ScanBatch batch) {
        if (batch.scans().isEmpty()) {
            return 0;
        }
        return database.read(handle ->
                handle.createQuery(
                                "SELECT count(*) FROM scan WHERE unit = :unit AND epoch = :epoch"
                                        + " AND number BETWEEN :first AND :last")
                        .bind("unit", batch.unit().value())
                        .bind("epoch", batch.epoch().value())
                        .bind("first", batch.scans().getFirst().number())
                        .bind("last", batch.scans().getLast().number())
                        .mapTo(Long.class)
                        .one());
    }
}
