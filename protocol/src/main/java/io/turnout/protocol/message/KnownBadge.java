package io.turnout.protocol.message;

import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.SessionId;
import java.util.List;
import java.util.Set;

/**
 * A badge as the hub knows it, for one room. Names no person.
 *
 * @param registered sessions of the unit's room, at most {@link #MAX_SESSIONS}
 * @param targeted sessions of the unit's room, at most {@link #MAX_SESSIONS}
 */
public record KnownBadge(BadgeState state, List<SessionId> registered, List<SessionId> targeted) {
    /** Most sessions of each kind: with the longest ids an answer stays below its limit. */
    public static final int MAX_SESSIONS = 100;

    public KnownBadge {
        registered = List.copyOf(registered);
        targeted = List.copyOf(targeted);
        if (registered.size() > MAX_SESSIONS || targeted.size() > MAX_SESSIONS) {
            throw new IllegalArgumentException(
                    "a badge with %d and %d sessions, at most %d each"
                            .formatted(registered.size(), targeted.size(), MAX_SESSIONS));
        }
    }

    /** As a list would have it. */
    public BadgeEntry entry() {
        return new BadgeEntry(state, Set.copyOf(registered), Set.copyOf(targeted));
    }
}
