package io.turnout.protocol.seats;

import io.turnout.protocol.access.RoomId;
import java.time.Instant;
import java.util.Optional;

/**
 * A unit as the lending sees it.
 *
 * @param letsIn false where it only reads exits
 * @param lostSince from when on it was without power, as a technician says
 */
public record Doorway(
        RoomId room, boolean letsIn, boolean reachable, Optional<Instant> lostSince) {}
