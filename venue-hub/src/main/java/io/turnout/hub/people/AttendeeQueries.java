package io.turnout.hub.people;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What an attendee's page shows. The cost grows with the sessions of the event only. */
public final class AttendeeQueries {
    private static final String LINES =
            """
            SELECT s.id, s.title, s.day, s.start_ms, s.end_ms, s.cancelled, r.name AS room,
                   g.session IS NOT NULL AS registered, t.session IS NOT NULL AS by_name,
                   COALESCE((SELECT min(tg.name) FROM target_group tg
                             JOIN attendee_group ag ON ag.name = tg.name
                             WHERE tg.session = s.id AND ag.attendee = :id), '') AS by_group,
                   p.attendee IS NOT NULL AS came, p.inside, p.walk_in, p.present_ms
            FROM session s
            JOIN room r ON r.id = s.room
            LEFT JOIN registration g ON g.session = s.id AND g.attendee = :id
            LEFT JOIN target_person t ON t.session = s.id AND t.attendee = :id
            LEFT JOIN presence p ON p.session = s.id AND p.attendee = :id
            WHERE s.event = :event AND (g.session IS NOT NULL OR t.session IS NOT NULL
              OR p.attendee IS NOT NULL OR s.id IN (
                SELECT tg.session FROM target_group tg
                JOIN attendee_group ag ON ag.name = tg.name WHERE ag.attendee = :id))
            ORDER BY s.start_ms, s.id
            """;

    private final Database database;

    public AttendeeQueries(Database database) {
        this.database = database;
    }

    /** The page; empty where the event has no such attendee. */
    public Optional<AttendeePage> read(EventFacts event, long id) {
        return database.read(handle ->
                PeopleBook.find(handle, event.id(), id)
                        .map(attendee -> page(handle, event, attendee)));
    }

    private static AttendeePage page(Handle handle, EventFacts event, Attendee attendee) {
        Map<String, List<AttendeePage.Interval>> visits = visits(handle, attendee.id());
        List<AttendeePage.Line> lines =
                handle.createQuery(LINES)
                        .bind("event", event.id().value())
                        .bind("id", attendee.id())
                        .map((row, _) -> line(row, visits))
                        .list();
        return new AttendeePage(
                attendee,
                lines,
                BadgeDesk.of(handle, event, attendee.id()),
                PeopleList.sessions(handle, event.id().value()),
                PeopleBook.hasAttendance(handle, attendee.id()));
    }

    private static Map<String, List<AttendeePage.Interval>> visits(Handle handle, long id) {
        Map<String, List<AttendeePage.Interval>> visits = new HashMap<>();
        handle.createQuery(
                        "SELECT session, in_ms, out_ms, ended_by FROM visit"
                                + " WHERE attendee = ? ORDER BY session, place")
                .bind(0, id)
                .map((row, _) ->
                        Map.entry(
                                row.getString("session"),
                                new AttendeePage.Interval(
                                        row.getLong("in_ms"),
                                        row.getLong("out_ms"),
                                        row.getString("ended_by"))))
                .forEach(entry ->
                        visits.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                                .add(entry.getValue()));
        return visits;
    }

    private static AttendeePage.Line line(
            ResultSet row, Map<String, List<AttendeePage.Interval>> visits) throws SQLException {
        Optional<AttendeePage.Presence> presence =
                row.getBoolean("came")
                        ? Optional.of(
                                new AttendeePage.Presence(
                                        row.getInt("inside") == 1,
                                        row.getInt("walk_in") == 1,
                                        row.getLong("present_ms"),
                                        visits.getOrDefault(row.getString("id"), List.of())))
                        : Optional.empty();
        return new AttendeePage.Line(
                row.getString("id"),
                row.getString("title"),
                row.getString("room"),
                row.getString("day"),
                row.getLong("start_ms"),
                row.getLong("end_ms"),
                row.getInt("cancelled") == 1,
                row.getBoolean("registered"),
                row.getBoolean("by_name"),
                row.getString("by_group"),
                presence);
    }
}
