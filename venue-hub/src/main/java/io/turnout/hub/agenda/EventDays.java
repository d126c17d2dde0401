package io.turnout.hub.agenda;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The days of an event, from the first midnight to a midnight that no night programme of its last
 * day outlasts.
 *
 * @param from midnight at the venue before the first session, a whole minute
 * @param until the end of the day after the last session's, a whole minute
 */
public record EventDays(Instant from, Instant until) {
    private static final String SPAN =
            """
            SELECT min(day) AS first_day, max(day) AS last_day,
                   min(start_ms) AS start_ms, max(end_ms) AS end_ms
            FROM session WHERE event = ? HAVING count(*) > 0
            """;

    /** Those of the event's sessions; empty while it has none. */
    public static Optional<EventDays> find(Handle handle, EventFacts event) {
        return handle.createQuery(SPAN)
                .bind(0, event.id().value())
                .map((row, _) -> of(row, event.zone()))
                .findOne();
    }

    /** The agenda's days, or more where it puts a session outside of its day. */
    private static EventDays of(ResultSet row, ZoneId zone) throws SQLException {
        LocalDate firstDay = LocalDate.parse(row.getString("first_day"));
        LocalDate lastDay = LocalDate.parse(row.getString("last_day"));
        LocalDate starts = date(row.getLong("start_ms"), zone);
        LocalDate ends = date(row.getLong("end_ms"), zone);
        LocalDate over = lastDay.plusDays(1);
        return new EventDays(
                midnight(starts.isBefore(firstDay) ? starts : firstDay, zone),
                midnight((ends.isAfter(over) ? ends : over).plusDays(1), zone));
    }

    private static LocalDate date(long ms, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(ms), zone);
    }

    /** Agendas may begin with the first of January 1970, badges with its first minute in UTC. */
    private static Instant midnight(LocalDate day, ZoneId zone) {
        Instant midnight = day.atStartOfDay(zone).toInstant().truncatedTo(ChronoUnit.MINUTES);
        return midnight.isBefore(Instant.EPOCH) ? Instant.EPOCH : midnight;
    }
}
