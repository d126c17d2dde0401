package io.turnout.protocol.access;

import java.time.Duration;
import java.time.Instant;

/**
 * A session as a door sees it. Entry is open in [start − early, end − late].
 *
 * @param end not before the start; some agendas have sessions without a length
 * @param early how long before its start the door opens, not negative
 * @param late how long before its end the door closes for entry, not negative
 */
public record DoorSession(
        SessionId id,
        String title,
        Instant start,
        Instant end,
        Duration early,
        Duration late,
        Access access,
        WalkIn walkIn,
        ReEntry reEntry,
        boolean cancelled) {
    public DoorSession {
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("session " + id + " ends before it starts");
        }
        if (early.isNegative() || late.isNegative()) {
            throw new IllegalArgumentException("session " + id + " has a negative entry window");
        }
    }

    /** When entry opens. */
    public Instant opens() {
        return start.minus(early);
    }

    /** When entry closes. */
    public Instant closes() {
        return end.minus(late);
    }
}
