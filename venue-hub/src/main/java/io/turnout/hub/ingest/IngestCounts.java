package io.turnout.hub.ingest;

import java.util.concurrent.atomic.LongAdder;

/**
 * What came in and what became of it, since the start. Alarm when {@code malformed}, {@code
 * unknownUnit} or {@code dropped} grow, and on any {@code conflicts}.
 */
public final class IngestCounts {
    final LongAdder stored = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder conflicts = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder unknownUnit = new LongAdder();

    IngestCounts() {}

    /**
     * The numbers of one moment.
     *
     * @param stored scans new to the log
     * @param repeated scans the log had already, as it should be after a lost acknowledgement
     * @param conflicts scans with a taken name and other content: a copied or damaged journal
     * @param malformed messages that could not be read, were too large or named another unit
     * @param unknownUnit batches of units that are not registered here
     */
    public record Snapshot(
            long stored, long repeated, long conflicts, long malformed, long unknownUnit) {}

    public Snapshot snapshot() {
        return new Snapshot(
                stored.sum(), repeated.sum(), conflicts.sum(), malformed.sum(), unknownUnit.sum());
    }
}
