package io.turnout.hub.trust;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * How a unit stands with the hub's authority, as a technician sees it.
 *
 * @param untilMs of its newest certificate, or of the ticket that waits for it
 * @param revokedMs when its key was taken back
 * @param twiceMs when a second machine last came with its key; 0 for never
 */
public record Identity(
        String unit,
        String roomId,
        String room,
        String door,
        State state,
        long untilMs,
        long revokedMs,
        long twiceMs) {
    /** By then a unit that is in touch with its hub has renewed long ago. */
    static final Duration OVERDUE = Enrolment.LIFE.dividedBy(6);

    /** What there is to see. */
    public enum State {
        /** It never enrolled. */
        NONE("offline"),
        /** A ticket waits for it. */
        TICKET("offline"),
        GOOD(""),
        /** It should have renewed by now. */
        OVERDUE("ask-staff"),
        ENDED("refused"),
        REVOKED("refused");

        private final String shape;

        State(String shape) {
            this.shape = shape;
        }

        /** The shape and colour that go with its word; empty where all is well. */
        public String shape() {
            return shape;
        }

        /** Its text is {@code identity.state.} and this. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether there is anything to take back. */
    public boolean isIn() {
        return switch (state) {
            case GOOD, OVERDUE, ENDED, TICKET -> true;
            case NONE, REVOKED -> false;
        };
    }

    /** The units of an event that were not taken away, by room and door. */
    static List<Identity> of(Handle handle, String event, long nowMs) {
        return handle.createQuery(
                        """
                        SELECT u.id, r.id AS room_id, r.name AS room, d.name AS door,
                               coalesce(k.expires_ms, 0) AS expires_ms,
                               coalesce(k.revoked_ms, 0) AS revoked_ms,
                               coalesce(k.twice_ms, 0) AS twice_ms,
                               coalesce(t.expires_ms, 0) AS ticket_ms
                        FROM unit u JOIN door d ON d.id = u.door JOIN room r ON r.id = d.room
                        LEFT JOIN unit_key k ON k.key_print =
                            (SELECT n.key_print FROM unit_key n WHERE n.unit = u.id
                             ORDER BY n.enrolled_ms DESC, n.revoked_ms, n.key_print LIMIT 1)
                        LEFT JOIN unit_ticket t
                            ON t.unit = u.id AND t.used_ms = 0 AND t.expires_ms > :now
                        WHERE r.event = :event AND u.id NOT IN (SELECT unit FROM unit_swap)
                        ORDER BY r.name, d.name, u.id
                        """)
                .bind("event", event)
                .bind("now", nowMs)
                .map((row, _) -> {
                    long expires = row.getLong("expires_ms");
                    long revoked = row.getLong("revoked_ms");
                    long ticket = row.getLong("ticket_ms");
                    State state = state(expires, revoked, ticket, nowMs);
                    return new Identity(
                            row.getString("id"),
                            row.getString("room_id"),
                            row.getString("room"),
                            row.getString("door"),
                            state,
                            state == State.TICKET ? ticket : expires,
                            revoked,
                            row.getLong("twice_ms"));
                })
                .list();
    }

    private static State state(long expires, long revoked, long ticket, long now) {
        if (ticket > 0) {
            return State.TICKET;
        }
        if (expires == 0) {
            return State.NONE;
        }
        if (revoked > 0) {
            return State.REVOKED;
        }
        if (expires <= now) {
            return State.ENDED;
        }
        return expires - now < OVERDUE.toMillis() ? State.OVERDUE : State.GOOD;
    }
}
