package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.reports.StoppedReaders.Because;
import io.turnout.hub.reports.StoppedReaders.Exits;
import io.turnout.hub.reports.StoppedReaders.Held;
import io.turnout.hub.reports.StoppedReaders.Reads;
import io.turnout.hub.reports.StoppedReaders.Stop;
import io.turnout.hub.reports.StoppedReaders.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads what {@link StoppedReaders} goes by, room by room and day by day. */
record ReaderAnomalies(Handle handle, EventFacts event, ReportFilter filter) {
    private static final String SESSIONS =
            """
            SELECT s.id, s.title, s.room, s.day, s.start_ms - s.early_min * 60000 AS opens_ms,
                   s.end_ms, r.name AS room_name,
                   (SELECT COALESCE(SUM(f.ins), 0) FROM session_flow f WHERE f.session = s.id)
                       AS came,
                   (SELECT COALESCE(SUM(f.outs), 0) FROM session_flow f WHERE f.session = s.id)
                       AS gone
            FROM session s JOIN room r ON r.id = s.room
            WHERE s.event = :event AND s.cancelled = 0
              AND s.start_ms - s.early_min * 60000 <= :now
            """;

    /** A minute of a unit is enough to see that it stopped, and a day has few. */
    private static final String READS =
            """
            SELECT s.unit, MIN(w.at_ms) AS first_ms, MAX(w.at_ms) AS last_ms,
                   SUM(CASE WHEN s.outcome = 'admitted' AND s.entered IS NOT NULL THEN 1 ELSE 0 END)
                       AS ins,
                   SUM(CASE WHEN s.outcome = 'admitted' AND s.leaves = 1 THEN 1 ELSE 0 END) AS outs
            FROM scan_when w JOIN scan s ON s.seq = w.seq
            WHERE w.room = :room AND w.at_ms >= :from AND w.at_ms < :until
            GROUP BY s.unit, w.at_ms / 60000
            ORDER BY s.unit, w.at_ms / 60000
            """;

    private record Session(String title, String room, String roomName, String day, Held held) {
        Anomaly.Place place() {
            return new Anomaly.Place(held.id(), title, roomName);
        }
    }

    private record RoomDay(String room, String day) {}

    /** In no order. */
    List<Anomaly> all(Completeness complete) {
        Map<String, List<Unit>> units = units();
        Map<RoomDay, List<Session>> days = new LinkedHashMap<>();
        for (Session session : sessions(complete.now())) {
            if (units.containsKey(session.room())) {
                days.computeIfAbsent(
                                new RoomDay(session.room(), session.day()), _ -> new ArrayList<>())
                        .add(session);
            }
        }
        Exits exits = exits(units, complete.now());
        List<Anomaly> found = new ArrayList<>();
        days.forEach((day, sessions) -> {
            List<Unit> its = Objects.requireNonNull(units.get(day.room()));
            List<Held> held = sessions.stream().map(Session::held).toList();
            Map<String, Session> byId = new HashMap<>();
            sessions.forEach(one -> byId.put(one.held().id(), one));
            new StoppedReaders(reads(day.room(), held), exits)
                    .stops(its, held, complete.now().toEpochMilli()).stream()
                            .filter(stop -> isAskedFor(stop.session()))
                            .map(stop -> anomaly(stop, byId, complete))
                            .forEach(found::add);
        });
        return found;
    }

    private boolean isAskedFor(String session) {
        return filter.session().filter(asked -> !asked.equals(session)).isEmpty();
    }

    private static Anomaly anomaly(Stop stop, Map<String, Session> sessions, Completeness all) {
        Session session = Objects.requireNonNull(sessions.get(stop.session()));
        boolean delivered =
                all.units().stream()
                        .filter(unit -> unit.id().equals(stop.unit()))
                        .flatMap(unit -> unit.completeTo().stream())
                        .anyMatch(to -> to.toEpochMilli() >= stop.untilMs());
        String how = stop.because() == Because.OTHER_DOORS ? "other-doors" : "no-exits";
        long seconds = (stop.untilMs() - stop.fromMs()) / 1000;
        return new Anomaly(
                "reader-stopped",
                "reader-stopped." + how,
                Anomaly.Person.NOBODY,
                session.place(),
                stop.fromMs(),
                Optional.of(stop.untilMs()),
                stop.unit(),
                Optional.empty(),
                Optional.of(seconds),
                List.of(
                        stop.unit(),
                        seconds / 60,
                        stop.others(),
                        stop.percent(),
                        delivered ? 1 : 0));
    }

    private List<Session> sessions(Instant now) {
        Query query =
                handle.createQuery(
                                SESSIONS
                                        + onlyRoomAndDay()
                                                .conditions("s.room", "s.id", "s.day", "s.start_ms")
                                        + " ORDER BY s.room, s.day, s.start_ms, s.id")
                        .bind("event", event.id().value())
                        .bind("now", now.toEpochMilli());
        onlyRoomAndDay().bind(query, event.zone());
        return query.map((row, _) ->
                        new Session(
                                row.getString("title"),
                                row.getString("room"),
                                row.getString("room_name"),
                                row.getString("day"),
                                new Held(
                                        row.getString("id"),
                                        row.getLong("opens_ms"),
                                        row.getLong("end_ms"),
                                        row.getLong("came"),
                                        row.getLong("gone"))))
                .list();
    }

    /** What else its room read that day tells whether a reader stopped in one session. */
    private ReportFilter onlyRoomAndDay() {
        return new ReportFilter(filter.room(), filter.day(), Optional.empty());
    }

    private Map<String, List<Unit>> units() {
        Map<String, List<Unit>> units = new HashMap<>();
        handle.createQuery(
                        "SELECT u.id, u.mode, d.room FROM unit u JOIN door d ON d.id = u.door"
                                + " JOIN room r ON r.id = d.room WHERE r.event = :event"
                                + " ORDER BY u.id")
                .bind("event", event.id().value())
                .map((row, _) ->
                        Map.entry(
                                row.getString("room"),
                                new Unit(row.getString("id"), !row.getString("mode").equals("in"))))
                .forEach(one ->
                        units.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        return units;
    }

    /** Of the whole event, whatever is asked for: a filter must not change what is found. */
    private Exits exits(Map<String, List<Unit>> units, Instant now) {
        long came = 0;
        long left = 0;
        for (Session one : new ReaderAnomalies(handle, event, ReportFilter.ALL).sessions(now)) {
            boolean read =
                    units.getOrDefault(one.room(), List.of()).stream().anyMatch(Unit::readsExits);
            boolean over =
                    one.held().endMs() + StoppedReaders.AFTER.toMillis() <= now.toEpochMilli();
            came += read && over ? one.held().came() : 0;
            left += read && over ? one.held().left() : 0;
        }
        return new Exits(came, left);
    }

    private List<Reads> reads(String room, List<Held> sessions) {
        long from = sessions.stream().mapToLong(Held::opensMs).min().orElse(0);
        long until = sessions.stream().mapToLong(Held::endMs).max().orElse(0);
        return handle.createQuery(READS)
                .bind("room", room)
                .bind("from", from)
                .bind("until", until + StoppedReaders.AFTER.toMillis())
                .map((row, _) ->
                        new Reads(
                                row.getString("unit"),
                                row.getLong("first_ms"),
                                row.getLong("last_ms"),
                                row.getLong("ins"),
                                row.getLong("outs")))
                .list();
    }
}
