package io.turnout.protocol.seats;

import io.turnout.protocol.access.SessionId;
import java.util.Map;

/**
 * What a holder says it keeps to.
 *
 * @param serial of the loan in force, 0 for none ever
 * @param lastNumber the last number of its journal when that came into force, or later: every scan
 *     behind it was decided under this loan or a newer one
 */
public record Claim(long serial, Map<SessionId, Integer> levels, long lastNumber) {
    public Claim {
        levels = Map.copyOf(levels);
    }
}
