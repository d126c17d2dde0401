package io.turnout.hub.attendance;

import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A session as the fold sees it.
 *
 * @param leftByEnteringElsewhere an entry to another session ends the presence here
 * @param reEntry who was let in once may come in again
 * @param limited whether its seats are counted
 * @param own how its presence is made, where that is not as in the rest of the event
 */
public record Schedule(
        SessionId id,
        RoomId room,
        Instant start,
        Instant end,
        boolean leftByEnteringElsewhere,
        ReEntry reEntry,
        boolean limited,
        Optional<FoldSettings> own) {
    /** One without settings of its own. */
    public Schedule(
            SessionId id,
            RoomId room,
            Instant start,
            Instant end,
            boolean leftByEnteringElsewhere,
            ReEntry reEntry,
            boolean limited) {
        this(id, room, start, end, leftByEnteringElsewhere, reEntry, limited, Optional.empty());
    }
}
