package io.turnout.protocol.access;

/**
 * Everything that a verdict is made from.
 *
 * @param online whether the hub is reachable, for the verdict's basis
 */
public record Presented(
        Presentation presentation,
        Door door,
        RoomList list,
        Knowledge knowledge,
        DoorState state,
        TimeReading time,
        boolean online) {}
