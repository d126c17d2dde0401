package io.turnout.protocol.message;

import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is different now from one list of a unit: the newest word replaces every earlier one for
 * the same list, so that none is missed by missing one. Each part says what is so, not what was
 * done to it. Travels as {@link SignedChanges}.
 *
 * @param base the revision of the list
 * @param serial grows with each word of the hub to any unit, and is the serial of every change up
 *     to it
 * @param asOf when the hub said so
 * @param policy absent: as on the list
 * @param sessions those that the list lacks or has otherwise
 * @param removed those that the list has and the room has no more
 * @param badges at most {@link #MAX_BADGES}, those that the list lacks or has otherwise
 */
public record Changes(
        long base,
        long serial,
        Instant asOf,
        Optional<DoorPolicy> policy,
        List<DoorSession> sessions,
        List<SessionId> removed,
        List<ChangedBadge> badges) {
    /** Most badges of one message. */
    public static final int MAX_BADGES = 500;

    public Changes {
        sessions = List.copyOf(sessions);
        removed = List.copyOf(removed);
        badges = List.copyOf(badges);
        if (base < 1 || serial < 1 || badges.size() > MAX_BADGES) {
            throw new IllegalArgumentException(
                    "changes %d to list %d of %d badges".formatted(serial, base, badges.size()));
        }
    }
}
