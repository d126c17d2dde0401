package io.turnout.hub.reports;

import io.turnout.hub.reports.SessionList.Room;
import io.turnout.hub.reports.SessionList.Row;
import io.turnout.hub.reports.SessionList.Session;
import io.turnout.hub.web.VenueText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * The list of sessions. An agenda has a few thousand at most, so that all of it is read and sifted
 * here, where accents and case are understood; people are counted for the rows shown only.
 */
public final class SessionListQueries {
    static final String COLUMNS =
            """
            s.id, s.room, r.name AS room_name, s.day, s.title, s.track, s.start_ms, s.end_ms,
            s.early_min, s.access, COALESCE(s.capacity, r.capacity) AS seats, s.cancelled
            """;
    private static final String SESSIONS =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM session s JOIN room r ON r.id = s.room
                    WHERE s.event = :event
                    ORDER BY s.start_ms, r.place, r.name, s.id
                    """;
    private static final String COUNTS =
            """
            SELECT (SELECT COUNT(*) FROM presence p WHERE p.session = :id AND p.inside = 1) AS inside,
                   (SELECT COUNT(*) FROM presence p
                    WHERE p.session = :id AND p.first_in_ms IS NOT NULL) AS came,
                   (SELECT COUNT(*) FROM registration g WHERE g.session = :id) AS registered
            """;
    private static final String ROOMS =
            """
            SELECT r.id, r.name FROM room r
            WHERE r.event = :event AND EXISTS (SELECT 1 FROM session s WHERE s.room = r.id)
            ORDER BY r.place, r.name
            """;

    /** The page of the list that a filter asks for. */
    public SessionList read(Handle handle, String event, SessionFilter filter, VenueText text) {
        List<Session> all = sessions(handle, event);
        List<LocalDate> days = all.stream().map(Session::day).distinct().sorted().toList();
        Optional<LocalDate> day = day(filter, all, days, text);
        List<Session> matching =
                all.stream().filter(wanted(filter, day, text.now().toEpochMilli())).toList();
        List<Row> rows =
                matching.stream()
                        .skip((filter.page() - 1L) * SessionList.PAGE)
                        .limit(SessionList.PAGE)
                        .map(session -> row(handle, session))
                        .toList();
        return new SessionList(
                filter, rows, matching.size(), all.size(), day, days, rooms(handle, event));
    }

    /** Unasked: the agenda's day that runs, also after midnight, or else today. */
    private static Optional<LocalDate> day(
            SessionFilter filter, List<Session> all, List<LocalDate> days, VenueText text) {
        if (filter.day().isEmpty() && filter.open()) {
            long now = text.now().toEpochMilli();
            return all.stream()
                    .filter(session -> session.state(now) == SessionFilter.State.NOW)
                    .map(Session::day)
                    .min(LocalDate::compareTo)
                    .or(() -> days.stream().filter(text.today()::equals).findFirst());
        }
        return days.stream().filter(day -> day.toString().equals(filter.day())).findFirst();
    }

    private static Predicate<Session> wanted(
            SessionFilter filter, Optional<LocalDate> day, long now) {
        Predicate<String> holds = SessionFilter.holds(filter.query());
        return session ->
                day.map(session.day()::equals).orElse(true)
                        && (filter.room().isEmpty() || session.roomId().equals(filter.room()))
                        && (filter.state().isEmpty()
                                || session.state(now).key().equals(filter.state()))
                        && holds.test(
                                String.join(
                                        " ",
                                        session.title(),
                                        session.room(),
                                        session.track(),
                                        session.id()));
    }

    private static List<Session> sessions(Handle handle, String event) {
        return handle.createQuery(SESSIONS)
                .bind("event", event)
                .map((row, context) -> session(row))
                .list();
    }

    static Session session(ResultSet row) throws SQLException {
        long seats = row.getLong("seats");
        Optional<Long> limit = row.wasNull() ? Optional.empty() : Optional.of(seats);
        return new Session(
                row.getString("id"),
                row.getString("room"),
                row.getString("room_name"),
                LocalDate.parse(row.getString("day")),
                row.getString("title"),
                row.getString("track"),
                row.getLong("start_ms"),
                row.getLong("end_ms"),
                row.getInt("early_min"),
                row.getString("access").equals("registered-only"),
                limit,
                row.getInt("cancelled") == 1);
    }

    private static Row row(Handle handle, Session session) {
        return handle.createQuery(COUNTS)
                .bind("id", session.id())
                .map((row, context) ->
                        new Row(
                                session,
                                row.getLong("inside"),
                                row.getLong("came"),
                                row.getLong("registered")))
                .one();
    }

    private static List<Room> rooms(Handle handle, String event) {
        return handle.createQuery(ROOMS)
                .bind("event", event)
                .map((row, context) -> new Room(row.getString("id"), row.getString("name")))
                .list();
    }
}
