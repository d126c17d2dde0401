package io.turnout.hub.attendance;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;

/**
 * A session as the fold sees it.
 *
 * @param leftByEnteringElsewhere an entry to another session ends the presence here; for rooms
 *     where no door reads exits
 */
public record Schedule(
        SessionId id, RoomId room, Instant start, Instant end, boolean leftByEnteringElsewhere) {}
