package io.turnout.protocol.message;

import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of a journal: what was read, and what was decided. Its name at the hub is (unit, epoch,
 * number).
 *
 * @param number from 1, without gaps in its epoch
 * @param wall the unit's wall clock
 * @param monotonicMillis the unit's monotonic clock, comparable within one boot
 * @param boot random id of the unit's boot
 * @param badge absent where nothing like a badge was read
 * @param outcome {@code admitted}, {@code refused} or {@code ask-staff}
 * @param reason a {@link io.turnout.protocol.access.Reason#wireName()}; kept as text so that a hub
 *     stores the scans of newer units
 * @param flagged admitted, but to be looked at
 * @param listRevision the list it was decided from, 0 for none
 * @param online whether the hub was reachable
 */
public record Scan(
        long number,
        Instant wall,
        long monotonicMillis,
        String boot,
        ClockQuality clock,
        DoorId door,
        RoomId room,
        Side side,
        Mode mode,
        Way way,
        Optional<BadgeFingerprint> badge,
        String outcome,
        String reason,
        boolean flagged,
        List<Effect> effects,
        long listRevision,
        boolean online) {
    public Scan {
        if (number < 1) {
            throw new IllegalArgumentException("scan number: " + number);
        }
        effects = List.copyOf(effects);
    }
}
