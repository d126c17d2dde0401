package io.turnout.hub.reports;

import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.reports.Tile.OnToday;
import io.turnout.hub.reports.Tile.Room;
import io.turnout.hub.web.VenueText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The overview's queries. None looks at more than today's sessions, the people inside them, and the
 * scans of half an hour.
 */
public final class OverviewQueries {
    /** A session of yesterday evening may go on after midnight. */
    private static final Duration BEFORE_MIDNIGHT = Duration.ofHours(12);

    private static final String ROOMS =
            "SELECT id, name, capacity, place FROM room WHERE event = :event";
    private static final String TODAY =
            """
            SELECT s.id, s.room, s.title, s.start_ms, s.end_ms, s.early_min, s.capacity,
                   (SELECT COUNT(*) FROM presence p
                    WHERE p.session = s.id AND p.inside = 1) AS inside
            FROM session s
            WHERE s.event = :event AND s.start_ms >= :from AND s.start_ms < :to
              AND s.end_ms > :now AND s.cancelled = 0
            ORDER BY s.start_ms, s.id
            """;
    private static final String ARRIVALS =
            """
            SELECT c.room, (:now - w.at_ms) / 60000 AS ago,
                   SUM(c.takes_seat) AS ins,
                   SUM(CASE WHEN c.outcome = 'refused' THEN 1 ELSE 0 END) AS refused,
                   SUM(CASE WHEN c.outcome = 'refused'
                             AND c.reason IN ('full', 'full-as-far-as-known')
                            THEN 1 ELSE 0 END) AS no_seat,
                   SUM(CASE WHEN c.outcome = 'ask-staff' THEN 1 ELSE 0 END) AS asked
            FROM (SELECT n.seq, n.wall_ms AS at_ms
                  FROM room r
                  JOIN scan n ON n.room = r.id AND n.wall_ms > :since AND n.wall_ms <= :now
                  WHERE r.event = :event
                    AND NOT EXISTS (SELECT 1 FROM scan_time t WHERE t.seq = n.seq)
                  UNION ALL
                  SELECT t.seq, t.best_ms
                  FROM room r
                  JOIN scan_time t ON t.room = r.id AND t.best_ms > :since AND t.best_ms <= :now
                  WHERE r.event = :event) w
            JOIN scan c ON c.seq = w.seq
            GROUP BY c.room, ago
            """;

    private record Minute(String room, int ago, int ins, int refused, int full, int asked) {}

    /** The overview of an event as it is at the time of the page. */
    public Overview read(Handle handle, String event, VenueText text, List<UnitView> units) {
        Map<String, List<OnToday>> sessions = today(handle, event, text);
        Map<String, Arrivals> arrivals = arrivals(handle, event, text.now().toEpochMilli());
        Map<String, List<UnitView>> doors = new HashMap<>();
        units.forEach(u -> doors.computeIfAbsent(u.roomId(), room -> new ArrayList<>()).add(u));
        return new Overview(
                rooms(handle, event).stream()
                        .filter(r -> sessions.containsKey(r.id()) || doors.containsKey(r.id()))
                        .map(room ->
                                tile(
                                        room,
                                        sessions.getOrDefault(room.id(), List.of()),
                                        arrivals.getOrDefault(room.id(), Arrivals.NONE),
                                        doors.getOrDefault(room.id(), List.of()),
                                        text.now().toEpochMilli()))
                        .toList());
    }

    /** The session that runs, or else the one open for entry; where two run, the later one. */
    private static Tile tile(
            Room room, List<OnToday> sessions, Arrivals arrivals, List<UnitView> units, long now) {
        List<OnToday> open = sessions.stream().filter(s -> s.opensBefore(now)).toList();
        Optional<OnToday> running =
                open.stream().filter(s -> s.startMs() <= now).reduce((earlier, later) -> later);
        return new Tile(
                room,
                running.or(() -> open.stream().findFirst()),
                sessions.stream().filter(s -> s.startMs() > now).findFirst(),
                open.stream().mapToLong(OnToday::inside).sum(),
                arrivals,
                units);
    }

    private static List<Room> rooms(Handle handle, String event) {
        return handle.createQuery(ROOMS)
                .bind("event", event)
                .map((row, context) ->
                        new Room(
                                row.getString("id"),
                                row.getString("name"),
                                number(row, "capacity"),
                                row.getInt("place")))
                .list();
    }

    private static Map<String, List<OnToday>> today(Handle handle, String event, VenueText text) {
        long midnight = text.today().atStartOfDay(text.zone()).toInstant().toEpochMilli();
        long next = text.today().plusDays(1).atStartOfDay(text.zone()).toInstant().toEpochMilli();
        Map<String, List<OnToday>> byRoom = new HashMap<>();
        handle.createQuery(TODAY)
                .bind("event", event)
                .bind("from", midnight - BEFORE_MIDNIGHT.toMillis())
                .bind("to", next)
                .bind("now", text.now().toEpochMilli())
                .map((row, context) -> session(row))
                .forEach(s -> byRoom.computeIfAbsent(s.room(), r -> new ArrayList<>()).add(s));
        return byRoom;
    }

    private static OnToday session(ResultSet row) throws SQLException {
        return new OnToday(
                row.getString("id"),
                row.getString("room"),
                row.getString("title"),
                row.getLong("start_ms"),
                row.getLong("end_ms"),
                row.getInt("early_min"),
                number(row, "capacity"),
                row.getLong("inside"));
    }

    private static Map<String, Arrivals> arrivals(Handle handle, String event, long now) {
        Map<String, List<Minute>> byRoom = new HashMap<>();
        handle.createQuery(ARRIVALS)
                .bind("event", event)
                .bind("now", now)
                .bind("since", now - Duration.ofMinutes(Arrivals.MINUTES).toMillis())
                .map((row, context) ->
                        new Minute(
                                row.getString("room"),
                                row.getInt("ago"),
                                row.getInt("ins"),
                                row.getInt("refused"),
                                row.getInt("no_seat"),
                                row.getInt("asked")))
                .forEach(m -> byRoom.computeIfAbsent(m.room(), r -> new ArrayList<>()).add(m));
        Map<String, Arrivals> arrivals = new HashMap<>();
        byRoom.forEach((room, minutes) -> arrivals.put(room, arrivals(minutes)));
        return arrivals;
    }

    private static Arrivals arrivals(List<Minute> minutes) {
        Integer[][] counts = new Integer[4][Arrivals.MINUTES];
        for (Integer[] list : counts) {
            Arrays.fill(list, 0);
        }
        for (Minute minute : minutes) {
            counts[0][minute.ago()] = minute.ins();
            counts[1][minute.ago()] = minute.refused();
            counts[2][minute.ago()] = minute.full();
            counts[3][minute.ago()] = minute.asked();
        }
        return new Arrivals(
                List.of(counts[0]), List.of(counts[1]), List.of(counts[2]), List.of(counts[3]));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
