package io.turnout.protocol.access;

import io.turnout.protocol.badge.EventTag;
import java.time.Instant;
import java.util.List;

/**
 * What a door may decide from, without the badges (they are looked up one by one).
 *
 * @param revision grows by every change
 * @param asOf when the hub made it
 * @param sessions the room's sessions, in any order
 */
public record RoomList(
        long revision,
        Instant asOf,
        EventTag event,
        DoorPolicy policy,
        List<DoorSession> sessions) {
    public RoomList {
        sessions = List.copyOf(sessions);
    }

    /** The same with another policy. */
    public RoomList with(DoorPolicy other) {
        return new RoomList(revision, asOf, event, other, sessions);
    }
}
