package io.turnout.provisioning.faults.ledger;

import io.turnout.provisioning.faults.ledger.Finding.Kind;
import io.turnout.provisioning.faults.ledger.HubScan.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hub's times against when each badge was presented, by the clock of this machine, which the
 * hub goes by.
 */
public final class Times {
    /** The session of each room goes on all the time: nobody is too early. */
    private static final Set<String> BY_TIME =
            Set.of("too-early", "too-late", "no-session-now", "expired", "not-yet-valid");

    private Times() {}

    /**
     * What came of it.
     *
     * @param checked scans whose verdict was seen
     * @param farthest a best time from when the scan was
     * @param widest bounds of a scan
     */
    public record Result(List<Finding> findings, int checked, Duration farthest, Duration widest) {}

    /**
     * Compares.
     *
     * @param wallMinusNanos milliseconds since 1970 at which {@link System#nanoTime} was zero
     * @param sureMillis how far that, and the hub's own reading of its clock, may be off
     */
    public static Result of(Map<Entry, HubScan> found, long wallMinusNanos, long sureMillis) {
        List<Finding> findings = new ArrayList<>();
        long farthest = 0;
        long widest = 0;
        int checked = 0;
        for (Map.Entry<Entry, HubScan> each : found.entrySet()) {
            Entry entry = each.getKey();
            HubScan scan = each.getValue();
            if (BY_TIME.contains(scan.reason())) {
                findings.add(new Finding(Kind.MISTIMED, scan + " of " + entry));
            }
            if (entry.answer() instanceof Answer.Shown) {
                long sent = wallMinusNanos + entry.sentNanos() / 1_000_000 - sureMillis;
                long seen = wallMinusNanos + entry.answeredNanos() / 1_000_000 + sureMillis;
                if (!isWithin(scan.told(), sent, seen)) {
                    findings.add(
                            new Finding(
                                    Kind.MISTIMED, scan + " was between " + sent + " and " + seen));
                }
                checked++;
                Told told = scan.told();
                farthest = Math.max(farthest, Math.max(sent - told.best(), told.best() - seen));
                widest = Math.max(widest, told.latest() - told.earliest());
            }
        }
        return new Result(
                findings, checked, Duration.ofMillis(farthest), Duration.ofMillis(widest));
    }

    private static boolean isWithin(Told told, long sent, long seen) {
        boolean bestIsBetween = told.best() >= told.earliest() && told.best() <= told.latest();
        return bestIsBetween && told.earliest() <= seen && told.latest() >= sent;
    }
}
