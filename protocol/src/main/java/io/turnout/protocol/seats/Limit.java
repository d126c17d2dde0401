package io.turnout.protocol.seats;

import io.turnout.protocol.access.RoomId;
import java.time.Instant;

/**
 * A session whose seats are counted and that is not over.
 *
 * @param opens when its doors open
 * @param leftByEnteringElsewhere whether an entry to a session of another room ends a stay here;
 *     for rooms where no door reads exits
 */
public record Limit(RoomId room, int capacity, Instant opens, boolean leftByEnteringElsewhere) {}
