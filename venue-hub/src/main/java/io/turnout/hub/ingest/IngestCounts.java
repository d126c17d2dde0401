package io.turnout.hub.ingest;

import io.turnout.protocol.message.UnitId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came in and what became of it, since the start. Alarm when {@code malformed}, {@code
 * unknownUnit} or {@code dropped} grow, and on any {@code conflicts}.
 */
public final class IngestCounts {
    private static final Logger LOG = LoggerFactory.getLogger(IngestCounts.class);
    private static final int MOST_WARNINGS = 1000;

    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    final LongAdder stored = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder conflicts = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder unknownUnit = new LongAdder();
    final LongAdder again = new LongAdder();
    final LongAdder dropped = new LongAdder();

    IngestCounts() {}

    /**
     * The numbers of one moment.
     *
     * @param stored scans new to the log
     * @param repeated scans the log had already, as it should be after a lost acknowledgement
     * @param conflicts scans with a taken name and other content: a copied or damaged journal
     * @param malformed messages that could not be read, were too large or named another unit
     * @param unknownUnit batches of units that are not registered here
     * @param again messages that came again while the same was still waiting to be read: the hub is
     *     slow
     */
    public record Snapshot(
            long stored,
            long repeated,
            long conflicts,
            long malformed,
            long unknownUnit,
            long again) {}

    public Snapshot snapshot() {
        return new Snapshot(
                stored.sum(),
                repeated.sum(),
                conflicts.sum(),
                malformed.sum(),
                unknownUnit.sum(),
                again.sum());
    }

    /** Logs what is counted, once for each unit and kind of fault. */
    void warnOnce(UnitId unit, String what) {
        if (warned.size() < MOST_WARNINGS && warned.add(unit + " " + what)) {
            LOG.warn("unit {}: {} (said once)", unit, what);
        }
    }
}
