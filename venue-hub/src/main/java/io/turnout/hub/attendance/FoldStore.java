package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Corrections.Owned;
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
                        UNION
                        SELECT l.attendee FROM scan s
                        JOIN correction_line l ON l.unit = s.unit AND l.epoch = s.epoch
                          AND l.number = s.number
                        WHERE s.seq > :after AND s.seq <= :upTo AND l.attendee IS NOT NULL
                        """)
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(Long.class)
                .list();
    }

    /**
     * The attendees of an event that have badges, or that a correction is of, a page at a time,
     * ascending.
     */
    List<Long> attendeesOf(String event, long after, int most) {
        return handle.createQuery(
                        """
                        SELECT attendee FROM badge WHERE event = :event AND attendee > :after
                        UNION
                        SELECT l.attendee FROM correction c
                        JOIN correction_line l ON l.correction = c.number
                        WHERE c.event = :event AND l.attendee > :after
                        ORDER BY 1 LIMIT :most
                        """)
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

    /**
     * All admitted scans that may be of some attendees: of all their badges, and those of others
     * that a correction says are theirs.
     */
    Map<Long, List<Owned>> scans(Collection<Long> attendees) {
        Map<Long, List<Owned>> scans = new HashMap<>();
        attendees.forEach(attendee -> scans.put(attendee, new ArrayList<>()));
        handle.createQuery(
                        """
                        SELECT b.attendee AS said, b.attendee, s.unit, s.epoch, s.number, s.room,
                               s.entered,
                               COALESCE(t.best_ms, s.wall_ms) AS best_ms,
                               COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                               COALESCE(t.latest_ms, s.wall_ms) AS latest_ms,
                               s.leaves, s.left_session, s.reason, s.flagged, s.takes_seat, s.online
                        FROM badge b JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                        LEFT JOIN scan_time t ON t.seq = s.seq
                        WHERE b.attendee IN (<attendees>) AND s.outcome = 'admitted'
                        UNION ALL
                        SELECT l.attendee, b.attendee, s.unit, s.epoch, s.number, s.room,
                               s.entered, COALESCE(t.best_ms, s.wall_ms),
                               COALESCE(t.earliest_ms, s.wall_ms),
                               COALESCE(t.latest_ms, s.wall_ms),
                               s.leaves, s.left_session, s.reason, s.flagged, s.takes_seat, s.online
                        FROM correction_line l JOIN correction c ON c.number = l.correction
                        JOIN scan s ON s.unit = l.unit AND s.epoch = l.epoch
                          AND s.number = l.number AND s.event = c.event
                        JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                        LEFT JOIN scan_time t ON t.seq = s.seq
                        WHERE l.attendee IN (<attendees>) AND s.outcome = 'admitted'
                        """)
                .bindList("attendees", List.copyOf(attendees))
                .map((row, context) ->
                        Map.entry(
                                row.getLong("said"),
                                new Owned(row.getLong("attendee"), evidence(row))))
                .forEach(one ->
                        scans.computeIfAbsent(one.getKey(), id -> new ArrayList<>())
                                .add(one.getValue()));
        return scans;
    }

    /** An admitted scan by its name, with whose badge was read; none that is not here. */
    List<Owned> named(ScanName scan) {
        return handle.createQuery(
                        """
                        SELECT b.attendee, s.unit, s.epoch, s.number, s.room, s.entered,
                               COALESCE(t.best_ms, s.wall_ms) AS best_ms,
                               COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                               COALESCE(t.latest_ms, s.wall_ms) AS latest_ms,
                               s.leaves, s.left_session, s.reason, s.flagged, s.takes_seat, s.online
                        FROM scan s
                        JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                        LEFT JOIN scan_time t ON t.seq = s.seq
                        WHERE s.unit = ? AND s.epoch = ? AND s.number = ?
                          AND s.outcome = 'admitted'
                        """)
                .bind(0, scan.unit())
                .bind(1, scan.epoch())
                .bind(2, scan.number())
                .map((row, _) -> new Owned(row.getLong("attendee"), evidence(row)))
                .list();
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
