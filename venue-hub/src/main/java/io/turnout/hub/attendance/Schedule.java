package io.turnout.hub.attendance;

import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;

/**
 * A session as the fold sees it.
 *
 * @param leftByEnteringElsewhere an entry to another session ends the presence here
 * @param reEntry who was let in once may come in again
 * @param limited whether its seats are counted
 */
public record Schedule(
        SessionId id,
        RoomId room,
        Instant start,
        Instant end,
        boolean leftByEnteringElsewhere,
        ReEntry reEntry,
        boolean limited) {}
