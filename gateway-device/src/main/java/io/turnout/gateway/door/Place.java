package io.turnout.gateway.door;

import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.UnitId;

/**
 * What a unit calls itself before any list has told it where it stands: scans are recorded all the
 * same.
 */
public record Place(DoorId door, RoomId room) {
    /** The door is called as the unit, the room is {@code unassigned}. */
    public static Place unassigned(UnitId unit) {
        return new Place(new DoorId(unit.value()), new RoomId("unassigned"));
    }
}
