package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.protocol.access.Cure;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the hub's door decided about an attendee, as the scan log has it.
 *
 * @param reason as the log writes it
 * @param side {@code in} or {@code out}
 */
public record Recorded(String outcome, String reason, String side, long atMs) {
    /**
     * Of one attendee, at one session's room.
     *
     * @param which the number of the scan; {@code in} or {@code out} for the last of that side
     */
    static Optional<Recorded> find(
            Handle handle, EventFacts event, long attendee, SessionId session, String which) {
        if (!which.matches("in|out|[0-9]{1,18}")) {
            return Optional.empty();
        }
        boolean isLast = !Character.isDigit(which.charAt(0));
        return handle.createQuery(
                        """
                        SELECT s.outcome, s.reason, s.side, s.wall_ms
                        FROM session x JOIN hub_journal j ON j.room = x.room
                        JOIN scan s ON s.unit = j.unit AND s.epoch = j.epoch
                        JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                        WHERE x.id = :session AND x.event = :event AND b.attendee = :attendee
                          AND (s.number = :number OR s.side = :side)
                        ORDER BY s.number DESC LIMIT 1
                        """)
                .bind("session", session.value())
                .bind("event", event.id().value())
                .bind("attendee", attendee)
                .bind("number", isLast ? 0 : Long.parseLong(which))
                .bind("side", isLast ? which : "")
                .map((row, _) -> recorded(row))
                .findOne();
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        return new Recorded(
                row.getString("outcome"),
                row.getString("reason"),
                row.getString("side"),
                row.getLong("wall_ms"));
    }

    /** The state that is shown: {@code in}, {@code out}, {@code refused}, {@code ask-staff}. */
    public String state() {
        return outcome.equals("admitted") ? side : outcome;
    }

    /** What to do next; empty for nothing. */
    public Optional<String> next() {
        return Arrays.stream(Reason.values())
                .filter(known -> known.wireName().equals(reason))
                .map(Reason::cure)
                .filter(cure -> cure != Cure.NOTHING_TO_DO)
                .map(cure -> cure.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .findFirst();
    }
}
