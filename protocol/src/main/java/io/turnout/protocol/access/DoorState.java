package io.turnout.protocol.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this side knows of one badge and its room.
 *
 * @param former the last verdict for this badge at this side, if any
 * @param inside the session of this room that the badge is inside of, if any
 * @param used sessions of this room that the badge has ever entered
 * @param seats seats left by session; a session that is absent has no capacity limit
 */
public record DoorState(
        Optional<Former> former,
        Optional<SessionId> inside,
        Set<SessionId> used,
        Map<SessionId, Seats> seats) {
    /** Nothing known, nothing limited. */
    public static final DoorState EMPTY =
            new DoorState(Optional.empty(), Optional.empty(), Set.of(), Map.of());

    public DoorState {
        used = Set.copyOf(used);
        seats = Map.copyOf(seats);
    }

    /** A verdict shown before. */
    public record Former(Instant at, Verdict verdict) {}
}
