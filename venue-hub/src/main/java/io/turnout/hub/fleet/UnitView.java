package io.turnout.hub.fleet;

import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.UnitInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A unit as the hub knows it.
 *
 * @param heardMs when it was last heard, by the hub's clock; 0 for never
 * @param info what it last said of itself
 * @param clockMs its clock minus the hub's, when it last spoke of itself
 * @param upTo all its scans up to this one are in the scan log
 * @param highest the highest of its scans that arrived
 * @param listWanted the last list made for it, 0 for none
 * @param lost scans that it said it lost, of any journal it had
 * @param alerts what it wants somebody to see to
 */
public record UnitView(
        String id,
        String roomId,
        String room,
        String door,
        Condition condition,
        long heardMs,
        Optional<UnitInfo> info,
        long clockMs,
        long upTo,
        long highest,
        long listWanted,
        long lost,
        List<Alert> alerts) {
    public UnitView {
        alerts = List.copyOf(alerts);
    }

    /** A unit speaks every 30 s; after three silences it is not believed to be there. */
    static final Duration PATIENCE = Duration.ofSeconds(95);

    /** Whether it is there. */
    public enum Condition {
        ONLINE,
        OFFLINE,
        NEVER_SEEN
    }

    static Condition condition(String status, long heardMs, Instant now) {
        if (heardMs == 0 || status.equals("never-seen")) {
            return Condition.NEVER_SEEN;
        }
        boolean silent = heardMs < now.minus(PATIENCE).toEpochMilli();
        return silent || !status.equals("ready") ? Condition.OFFLINE : Condition.ONLINE;
    }

    public boolean online() {
        return condition == Condition.ONLINE;
    }

    /** Scans known of that are not in the scan log; for a silent unit there may be more. */
    public long missing() {
        long last = Math.max(highest, info.map(UnitInfo::lastNumber).orElse(0L));
        return Math.max(0, last - upTo);
    }

    /** Scans that are missing although later ones arrived. */
    public long gap() {
        return Math.max(0, highest - upTo);
    }

    /** The list it decides from, 0 for none or not known. */
    public long listHas() {
        return info.map(UnitInfo::listRevision).orElse(0L);
    }

    /** Online without a list: it can let nobody in. */
    public boolean outOfOrder() {
        return online() && info.isPresent() && listHas() == 0;
    }

    /** Online, and everything it has is in the scan log. */
    public boolean complete() {
        return online() && missing() == 0;
    }
}
