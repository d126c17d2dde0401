package io.turnout.hub.attendance;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.TimeReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What the fold reads, and how far it is, inside one transaction. */
record FoldStore(Handle handle) {
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

    /** The scans that attendants took back. */
    static List<Long> takenBack(Handle handle) {
        return handle.createQuery(
                        "SELECT s.seq FROM scan_word w JOIN scan s ON s.unit = w.unit"
                                + " AND s.epoch = w.epoch AND s.number = w.number"
                                + " WHERE w.kind = 'undo'")
                .mapTo(Long.class)
                .list();
    }

    /** Everything up to here in the scan log is folded. */
    long mark() {
        return handle.createQuery("SELECT seq FROM fold_mark WHERE id = 1").mapTo(Long.class).one();
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

    /** How the events of some attendees make attendance, by attendee. */
    Map<Long, FoldSettings> settings(Collection<Long> attendees) {
        return handle
                .createQuery(
                        """
                        SELECT a.id, e.still_open, e.grace_before_min, e.grace_after_min,
                               e.walking_min
                        FROM attendee a JOIN event e ON e.id = a.event
                        WHERE a.id IN (<attendees>)
                        """)
                .bindList("attendees", List.copyOf(attendees))
                .map((row, context) -> Map.entry(row.getLong("id"), settings(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static FoldSettings settings(ResultSet row) throws SQLException {
        return new FoldSettings(
                FoldSettings.StillOpen.of(row.getString("still_open")),
                Duration.ofMinutes(row.getInt("grace_before_min")),
                Duration.ofMinutes(row.getInt("grace_after_min")),
                Duration.ofMinutes(row.getInt("walking_min")));
    }

    /** All admitted scans of all badges of some attendees, but those an attendant took back. */
    Map<Long, List<Evidence>> evidence(Collection<Long> attendees) {
        Map<Long, List<Evidence>> evidence = new HashMap<>();
        attendees.forEach(attendee -> evidence.put(attendee, new ArrayList<>()));
        handle.createQuery(
                        """
                        SELECT b.attendee, s.unit, s.epoch, s.number, s.room, s.entered,
                               COALESCE(t.best_ms, s.wall_ms) AS best_ms,
                               COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                               COALESCE(t.latest_ms, s.wall_ms) AS latest_ms,
                               s.leaves, s.left_session, s.reason, s.flagged, s.takes_seat, s.online
                        FROM badge b JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                        LEFT JOIN scan_time t ON t.seq = s.seq
                        WHERE b.attendee IN (<attendees>) AND s.outcome = 'admitted'
                        AND NOT EXISTS (SELECT 1 FROM scan_word w WHERE w.unit = s.unit
                            AND w.epoch = s.epoch AND w.number = s.number AND w.kind = 'undo')
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
                row.getBoolean("flagged") || "walk-in".equals(row.getString("reason")),
                row.getBoolean("takes_seat"),
                row.getBoolean("online"));
    }
}
