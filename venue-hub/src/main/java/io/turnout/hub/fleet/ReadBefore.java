package io.turnout.hub.fleet;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What a unit knows of a badge from its own scans, as far as they are here.
 *
 * @param inside the session that the badge was inside of
 * @param used all that it ever entered
 */
record ReadBefore(Optional<SessionId> inside, Set<SessionId> used) {
    static final ReadBefore NOTHING = new ReadBefore(Optional.empty(), Set.of());

    ReadBefore {
        used = Set.copyOf(used);
    }

    private record Moved(Optional<SessionId> entered, boolean leaves) {}

    static ReadBefore of(
            Handle handle, EventFacts event, Why.Question question, BadgeFingerprint badge) {
        Optional<SessionId> inside = Optional.empty();
        Set<SessionId> used = new HashSet<>();
        for (Moved move : moves(handle, event, question, badge)) {
            if (move.entered().isPresent() || move.leaves()) {
                inside = move.entered();
            }
            move.entered().ifPresent(used::add);
        }
        return new ReadBefore(inside, used);
    }

    private static List<Moved> moves(
            Handle handle, EventFacts event, Why.Question question, BadgeFingerprint badge) {
        return handle.createQuery(
                        """
                        SELECT entered, leaves FROM scan
                        WHERE event = :event AND badge = :badge AND unit = :unit
                          AND outcome = 'admitted' AND wall_ms < :at
                        ORDER BY wall_ms, number
                        """)
                .bind("event", event.id().value())
                .bind("badge", badge.toString())
                .bind("unit", question.unit().id())
                .bind("at", question.at().toEpochMilli())
                .map((row, _) ->
                        new Moved(
                                Optional.ofNullable(row.getString("entered")).map(SessionId::new),
                                row.getBoolean("leaves")))
                .list();
    }
}
