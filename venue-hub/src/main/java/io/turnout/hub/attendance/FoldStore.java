package io.turnout.hub.attendance;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.TimeReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What the fold reads and writes, inside one transaction. */
record FoldStore(Handle handle) {
    private static final int AT_ONCE = 500;

    /** A stretch of the scan log, and what it touches. */
    record Stretch(long upTo, List<String> events, List<Long> attendees) {}

    /** The next scans not folded yet; empty where there are none. */
    Optional<Stretch> next(int most) {
        long mark = mark();
        Optional<Long> upTo =
                handle.createQuery(
                                "SELECT max(seq) FROM (SELECT seq FROM scan WHERE seq > :mark"
                                        + " ORDER BY seq LIMIT :most) AS part")
                        .bind("mark", mark)
                        .bind("most", most)
                        .mapTo(Long.class)
                        .findOne();
        return upTo.map(last -> new Stretch(last, events(mark, last), attendees(mark, last)));
    }

    /** Everything up to here in the scan log is folded. */
    long mark() {
        return handle.createQuery("SELECT seq FROM fold_mark WHERE id = 1").mapTo(Long.class).one();
    }

    /** Whom a change of scans touches, and of which events. */
    record Touched(Set<String> events, Set<Long> attendees) {}

    /** Whom some scans are of. */
    Touched touchedBy(Collection<Long> scans) {
        Touched touched = new Touched(new LinkedHashSet<>(), new LinkedHashSet<>());
        List<Long> all = List.copyOf(scans);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            handle.createQuery(
                            """
                            SELECT s.event, b.attendee FROM scan s
                            JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                            WHERE s.seq IN (<scans>) AND s.outcome = 'admitted'
                            """)
                    .bindList("scans", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
                    .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(one -> {
                        touched.events().add(one.getKey());
                        touched.attendees().add(one.getValue());
                    });
        }
        return touched;
    }

    void move(long mark) {
        handle.execute("UPDATE fold_mark SET seq = ? WHERE id = 1", mark);
    }

    private List<String> events(long after, long upTo) {
        return handle.createQuery(
                        "SELECT DISTINCT event FROM scan WHERE seq > :after AND seq <= :upTo"
                                + " AND event IS NOT NULL")
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(String.class)
                .list();
    }

    private List<Long> attendees(long after, long upTo) {
        return handle.createQuery(
                        """
                        SELECT DISTINCT b.attendee FROM scan s
                        JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                        WHERE s.seq > :after AND s.seq <= :upTo AND s.outcome = 'admitted'
                        """)
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(Long.class)
                .list();
    }

    /** The attendees of an event that have badges, a page at a time, ascending. */
    List<Long> attendeesOf(String event, long after, int most) {
        return handle.createQuery(
                        "SELECT DISTINCT attendee FROM badge WHERE event = :event"
                                + " AND attendee > :after ORDER BY attendee LIMIT :most")
                .bind("event", event)
                .bind("after", after)
                .bind("most", most)
                .mapTo(Long.class)
                .list();
    }

    /** The sessions of the events that some attendees belong to. */
    Map<SessionId, Schedule> schedules(Collection<Long> attendees) {
        return handle
                .createQuery(
                        """
                        SELECT s.id, s.room, s.start_ms, s.end_ms,
                               EXISTS (SELECT 1 FROM unit u JOIN door d ON d.id = u.door
                                       WHERE d.room = s.room AND u.mode IN ('out', 'auto'))
                                   AS reads_exits
                        FROM session s WHERE s.event IN
                            (SELECT event FROM attendee WHERE id IN (<attendees>))
                        """)
                .bindList("attendees", List.copyOf(attendees))
                .map((row, context) -> schedule(row))
                .stream()
                .collect(Collectors.toMap(Schedule::id, Function.identity()));
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(
                new SessionId(row.getString("id")),
                new RoomId(row.getString("room")),
                Instant.ofEpochMilli(row.getLong("start_ms")),
                Instant.ofEpochMilli(row.getLong("end_ms")),
                !row.getBoolean("reads_exits"));
    }

    /** All admitted scans of all badges of some attendees. */
    Map<Long, List<Evidence>> evidence(Collection<Long> attendees) {
        Map<Long, List<Evidence>> evidence = new HashMap<>();
        attendees.forEach(attendee -> evidence.put(attendee, new ArrayList<>()));
        handle.createQuery(
                        """
                        SELECT b.attendee, s.unit, s.epoch, s.number, s.room, s.entered,
                               COALESCE(t.best_ms, s.wall_ms) AS best_ms,
                               COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                               COALESCE(t.latest_ms, s.wall_ms) AS latest_ms,
                               s.leaves, s.left_session, s.reason, s.flagged
                        FROM badge b JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                        LEFT JOIN scan_time t ON t.seq = s.seq
                        WHERE b.attendee IN (<attendees>) AND s.outcome = 'admitted'
                        """)
                .bindList("attendees", List.copyOf(attendees))
                .map((row, context) -> Map.entry(row.getLong("attendee"), evidence(row)))
                .forEach(one ->
                        evidence.computeIfAbsent(one.getKey(), id -> new ArrayList<>())
                                .add(one.getValue()));
        return evidence;
    }

    private static Evidence evidence(ResultSet row) throws SQLException {
        return new Evidence(
                new ScanName(row.getString("unit"), row.getString("epoch"), row.getLong("number")),
                new TimeReading(
                        Instant.ofEpochMilli(row.getLong("best_ms")),
                        Instant.ofEpochMilli(row.getLong("earliest_ms")),
                        Instant.ofEpochMilli(row.getLong("latest_ms"))),
                new RoomId(row.getString("room")),
                Optional.ofNullable(row.getString("entered")).map(SessionId::new),
                row.getBoolean("leaves"),
                Optional.ofNullable(row.getString("left_session")).map(SessionId::new),
                row.getBoolean("flagged") || "walk-in".equals(row.getString("reason")));
    }

    /** Puts some attendees' presences in the place of what was there. */
    void replace(Map<Long, Attended> attended) {
        handle.createUpdate("DELETE FROM presence WHERE attendee IN (<attendees>)")
                .bindList("attendees", List.copyOf(attended.keySet()))
                .execute();
        PreparedBatch insert =
                handle.prepareBatch(
                        "INSERT INTO presence (attendee, session, inside, first_in_ms,"
                                + " last_out_ms, present_ms, ins, outs, walk_in)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        attended.forEach(
                (attendee, all) -> all.presences().forEach(one -> add(insert, attendee, one)));
        if (insert.size() > 0) {
            insert.execute();
        }
    }

    /** Notes how long a presence was at least and at most, after it was put there. */
    void bound(long attendee, SessionId session, PresenceBounds bounds) {
        handle.execute(
                "UPDATE presence SET least_ms = ?, most_ms = ? WHERE attendee = ? AND session = ?",
                bounds.least().toMillis(),
                bounds.most().toMillis(),
                attendee,
                session.value());
    }

    private static void add(PreparedBatch insert, long attendee, Presence one) {
        insert.bind(0, attendee)
                .bind(1, one.session().value())
                .bind(2, one.inside() ? 1 : 0)
                .bind(3, one.firstIn().map(Instant::toEpochMilli).orElse(null))
                .bind(4, one.lastOut().map(Instant::toEpochMilli).orElse(null))
                .bind(5, one.present().toMillis())
                .bind(6, one.ins())
                .bind(7, one.outs())
                .bind(8, one.walkIn() ? 1 : 0)
                .add();
    }
}
