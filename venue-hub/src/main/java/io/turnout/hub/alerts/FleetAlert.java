package io.turnout.hub.alerts;

import io.turnout.hub.fleet.UnitProblem.Kind;

/**
 * An alert as it is kept.
 *
 * @param endMs when it was over, 0 while it stands
 * @param times how often it came back before it was over
 * @param detail what the unit said of it; else empty
 * @param seenMs when somebody said that they have seen it, 0 for not yet
 */
public record FleetAlert(
        long id,
        String unit,
        Kind kind,
        long beginMs,
        long endMs,
        long times,
        String detail,
        long seenMs,
        String seenBy) {
    public boolean isOpen() {
        return endMs == 0;
    }

    public boolean isSeen() {
        return seenMs > 0;
    }
}
