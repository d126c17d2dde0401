package io.turnout.hub.reports;

import io.turnout.hub.web.VenueText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** A day's queries. None reads who came: the flow of each session is kept with its visits. */
final class DayQueries {
    private static final String SESSIONS =
            """
            SELECT s.id, s.title, s.room, r.name, r.place, COALESCE(s.capacity, r.capacity) AS seats,
                   s.start_ms, s.end_ms, s.early_min
            FROM session s JOIN room r ON r.id = s.room
            WHERE s.event = :event AND s.start_ms >= :from AND s.start_ms < :to AND s.cancelled = 0
            ORDER BY s.start_ms, r.place, s.id
            """;
    private static final String FLOWS =
            """
            SELECT f.session, f.at_ms, f.ins, f.outs
            FROM session s JOIN session_flow f ON f.session = s.id
            WHERE s.event = :event AND s.start_ms >= :from AND s.start_ms < :to AND s.cancelled = 0
              AND (f.ins > 0 OR f.outs > 0)
            ORDER BY f.at_ms
            """;
    private static final String REGISTERED =
            """
            SELECT g.session, COUNT(*) AS registered, COUNT(p.first_in_ms) AS came
            FROM session s
            JOIN registration g ON g.session = s.id
            LEFT JOIN presence p ON p.attendee = g.attendee AND p.session = g.session
            WHERE s.event = :event AND s.start_ms >= :from AND s.start_ms < :to AND s.cancelled = 0
            GROUP BY g.session
            """;
    private static final String CAME =
            """
            SELECT p.session, COUNT(p.first_in_ms) AS came
            FROM session s JOIN presence p ON p.session = s.id
            WHERE s.event = :event AND s.start_ms >= :from AND s.start_ms < :to AND s.cancelled = 0
            GROUP BY p.session
            """;

    private final Handle handle;
    private final String event;
    private final VenueText text;

    DayQueries(Handle handle, String event, VenueText text) {
        this.handle = handle;
        this.event = event;
        this.text = text;
    }

    /** The days on which sessions of the event begin, by the venue's calendar. */
    List<LocalDate> days() {
        return List.copyOf(
                new TreeSet<>(
                        handle
                                .createQuery(
                                        "SELECT DISTINCT start_ms FROM session WHERE event = ?"
                                                + " AND cancelled = 0")
                                .bind(0, event)
                                .mapTo(Long.class)
                                .stream()
                                .map(text::dateOf)
                                .toList()));
    }

    /** The day asked for where the event has it, otherwise today, otherwise the first. */
    Optional<LocalDate> choose(List<LocalDate> days, String wanted) {
        return days.stream()
                .filter(day -> day.toString().equals(wanted))
                .findFirst()
                .or(() -> days.stream().filter(text.today()::equals).findFirst())
                .or(() -> days.stream().findFirst());
    }

    /** What happened on a day, up to the page's time. */
    Day read(LocalDate date) {
        Map<String, List<Day.Move>> moves = new HashMap<>();
        handle.createQuery(FLOWS)
                .bindMap(bounds(date))
                .map((row, _) ->
                        Map.entry(
                                row.getString("session"),
                                new Day.Move(
                                        row.getLong("at_ms"),
                                        row.getInt("ins"),
                                        row.getInt("outs"))))
                .forEach(one ->
                        moves.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        List<Day.Talk> talks =
                sessions(date).stream()
                        .map(talk -> talk.with(moves.getOrDefault(talk.id(), List.of())))
                        .toList();
        return Day.of(talks, text.now().toEpochMilli());
    }

    /**
     * Who registered and did not come, of the sessions of a day that have begun and that somebody
     * registered for.
     */
    List<NoShows> noShows(LocalDate date) {
        Map<String, NoShows.Registered> registered = new HashMap<>();
        handle.createQuery(REGISTERED)
                .bindMap(bounds(date))
                .map((row, _) ->
                        Map.entry(
                                row.getString("session"),
                                new NoShows.Registered(
                                        row.getLong("registered"), row.getLong("came"))))
                .forEach(one -> registered.put(one.getKey(), one.getValue()));
        Map<String, Long> came = new HashMap<>();
        handle.createQuery(CAME)
                .bindMap(bounds(date))
                .map((row, _) -> Map.entry(row.getString("session"), row.getLong("came")))
                .forEach(one -> came.put(one.getKey(), one.getValue()));
        return sessions(date).stream()
                .filter(talk -> talk.startMs() <= text.now().toEpochMilli())
                .flatMap(talk ->
                        Optional.ofNullable(registered.get(talk.id()))
                                .map(of -> new NoShows(talk, of, came.getOrDefault(talk.id(), 0L)))
                                .stream())
                .toList();
    }

    private List<Day.Talk> sessions(LocalDate date) {
        return handle.createQuery(SESSIONS).bindMap(bounds(date)).map((row, _) -> talk(row)).list();
    }

    private static Day.Talk talk(ResultSet row) throws SQLException {
        long seats = row.getLong("seats");
        Optional<Long> limit = row.wasNull() ? Optional.empty() : Optional.of(seats);
        long start = row.getLong("start_ms");
        return new Day.Talk(
                row.getString("id"),
                row.getString("title"),
                new Day.Room(row.getString("room"), row.getString("name"), row.getInt("place")),
                limit,
                start - row.getLong("early_min") * 60_000,
                start,
                row.getLong("end_ms"),
                List.of());
    }

    private Map<String, Object> bounds(LocalDate date) {
        return Map.of("event", event, "from", midnight(date), "to", midnight(date.plusDays(1)));
    }

    private long midnight(LocalDate date) {
        Instant midnight = date.atStartOfDay(text.zone()).toInstant();
        return midnight.toEpochMilli();
    }
}
