package io.turnout.protocol.seats;

import io.turnout.protocol.access.SessionId;
import java.util.Map;
import java.util.Set;

/**
 * What the hub tells a holder.
 *
 * @param serial grows; a holder takes only a newer one
 * @param keep the holder is to keep the levels it has: the hub does not know them any more
 * @param levels how many may be inside by this door at most, by session; none for a session that is
 *     not named
 * @param releases numbers of entry scans whose stays have ended elsewhere
 */
public record Loan(long serial, boolean keep, Map<SessionId, Integer> levels, Set<Long> releases) {
    public Loan {
        levels = Map.copyOf(levels);
        releases = Set.copyOf(releases);
    }

    int level(SessionId session) {
        return levels.getOrDefault(session, 0);
    }
}
