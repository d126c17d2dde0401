package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.web.HttpProblem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What of an event a report is about.
 *
 * @param room an id
 * @param day of the agenda; of scans without a session, of the calendar at the venue
 * @param session an id
 */
public record ReportFilter(
        Optional<String> room, Optional<LocalDate> day, Optional<String> session) {
    /** All of it. */
    static final ReportFilter ALL =
            new ReportFilter(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Reads it from what was asked for; what is empty does not filter.
     *
     * @throws HttpProblem 404 for a room or session that the event does not have, 422 for no day
     */
    static ReportFilter of(
            Handle handle, EventFacts event, String room, String day, String session) {
        return new ReportFilter(
                known(handle, event, "room", room),
                day.isEmpty() ? Optional.empty() : Optional.of(day(day)),
                known(handle, event, "session", session));
    }

    private static Optional<String> known(Handle handle, EventFacts event, String kind, String id) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                handle.createQuery("SELECT id FROM " + kind + " WHERE event = ? AND id = ?")
                        .bind(0, event.id().value())
                        .bind(1, id)
                        .mapTo(String.class)
                        .findOne()
                        .orElseThrow(() -> HttpProblem.notFound(kind, id)));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw HttpProblem.badField("day", "A day, 2026-01-31: " + e.getMessage());
        }
    }

    /**
     * Conditions upon expressions of a query, each after {@code AND}; none where all is asked for.
     *
     * @param day the agenda's day, which may be null where there is no session
     * @param atMs when it was, for those
     */
    String conditions(String room, String session, String day, String atMs) {
        StringBuilder sql = new StringBuilder();
        this.room.ifPresent(_ -> sql.append(" AND ").append(room).append(" = :room"));
        this.session.ifPresent(_ -> sql.append(" AND ").append(session).append(" = :session"));
        this.day.ifPresent(_ ->
                sql.append(
                        " AND (%1$s = :day OR (%1$s IS NULL AND %2$s >= :from AND %2$s < :to))"
                                .formatted(day, atMs)));
        return sql.toString();
    }

    /** Binds what {@link #conditions} names. */
    void bind(Query query, ZoneId zone) {
        room.ifPresent(id -> query.bind("room", id));
        session.ifPresent(id -> query.bind("session", id));
        day.ifPresent(date ->
                query.bind("day", date.toString())
                        .bind("from", date.atStartOfDay(zone).toInstant().toEpochMilli())
                        .bind(
                                "to",
                                date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli()));
    }

    /** By name, what there is. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        room.ifPresent(id -> parts.put("room", id));
        day.ifPresent(date -> parts.put("day", date.toString()));
        session.ifPresent(id -> parts.put("session", id));
        return parts;
    }

    /** {@code room=janson, day=2026-01-31}; empty for all. */
    String told() {
        StringJoiner told = new StringJoiner(", ");
        parts().forEach((name, value) -> told.add(name + "=" + value));
        return told.toString();
    }

    /** As the end of an address: {@code ?room=janson}; empty for all. */
    public String query() {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        parts().forEach((name, value) -> query.add(name + "=" + value));
        return query.toString();
    }
}
