package io.turnout.protocol.access;

/** Where a badge was presented. */
public record Door(DoorId id, RoomId room, Side side, Mode mode, Way way) {}
