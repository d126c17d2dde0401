package io.turnout.hub.agenda;

import io.turnout.protocol.access.RoomId;
import java.util.OptionalInt;

/**
 * All that is set for a room.
 *
 * @param capacity empty for no limit
 * @param note how one gets in and what there is: steps, a lift, a hearing loop
 */
public record RoomSettings(
        RoomId id, String name, OptionalInt capacity, String note, long version) {}
