package io.turnout.hub.checkin;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What all doors of a room have read of one attendee, by any badge, as far as it is here; without
 * what was taken back. Who said afterwards that they had been there is not inside by it.
 *
 * @param inside the session of the room that the attendee is inside of
 * @param used all that were ever entered
 */
record SeenBefore(Optional<SessionId> inside, Set<SessionId> used) {
    static final SeenBefore NOTHING = new SeenBefore(Optional.empty(), Set.of());

    SeenBefore {
        used = Set.copyOf(used);
    }

    private record Moved(
            Optional<SessionId> entered,
            boolean afterwards,
            boolean leaves,
            Optional<SessionId> left) {
        /** Whether it is an exit from something else than what the attendee is inside of. */
        boolean isElsewhere(Optional<SessionId> inside) {
            return left.isPresent() && !left.equals(inside);
        }
    }

    static SeenBefore of(Handle handle, RoomId room, long attendee) {
        Optional<SessionId> inside = Optional.empty();
        Set<SessionId> used = new HashSet<>();
        for (Moved move : moves(handle, room, attendee)) {
            if (move.leaves() && !move.isElsewhere(inside)) {
                inside = Optional.empty();
            }
            boolean comes = move.entered().isPresent() && !move.afterwards();
            inside = comes ? move.entered() : inside;
            move.entered().ifPresent(used::add);
        }
        return new SeenBefore(inside, used);
    }

    private static List<Moved> moves(Handle handle, RoomId room, long attendee) {
        return handle.createQuery(
                        """
                        SELECT s.entered, s.leaves, s.left_session,
                               s.takes_seat = 0 AND e.end_ms < COALESCE(t.best_ms, s.wall_ms)
                                   AS afterwards
                        FROM badge b JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                        LEFT JOIN scan_time t ON t.seq = s.seq
                        LEFT JOIN session e ON e.id = s.entered
                        WHERE b.attendee = :attendee AND s.room = :room AND s.outcome = 'admitted'
                          AND NOT EXISTS (SELECT 1 FROM scan_word w WHERE w.unit = s.unit
                              AND w.epoch = s.epoch AND w.number = s.number AND w.kind = 'undo')
                        ORDER BY COALESCE(t.best_ms, s.wall_ms), s.unit, s.epoch, s.number
                        """)
                .bind("attendee", attendee)
                .bind("room", room.value())
                .map((row, _) ->
                        new Moved(
                                Optional.ofNullable(row.getString("entered")).map(SessionId::new),
                                row.getBoolean("afterwards"),
                                row.getBoolean("leaves"),
                                Optional.ofNullable(row.getString("left_session"))
                                        .map(SessionId::new)))
                .list();
    }
}
