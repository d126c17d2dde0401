package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Correction.Line;
import io.turnout.protocol.access.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What was said of evidence, and how far it is folded, inside one transaction. */
public record CorrectionStore(Handle handle) {
    private static final String LINES =
            """
            SELECT c.number AS correction, c.kind, l.place, l.attendee, l.session, l.in_ms,
                   l.out_ms, l.unit, l.epoch, l.number
            FROM correction_line l JOIN correction c ON c.number = l.correction
            """;

    /** What an event says of a scan of another does not matter. */
    private static final String OF_ITS_EVENT =
            """
             AND NOT EXISTS (SELECT 1 FROM scan e WHERE e.unit = l.unit
               AND e.epoch = l.epoch AND e.number = l.number AND e.event <> c.event)
            """;

    private record Key(long correction, Correction.Kind kind) {}

    private record Row(Key key, Line line) {}

    /** Some attendees of the next correction to fold. */
    record Stretch(String event, long correction, List<Long> attendees, boolean last) {}

    /**
     * All that is said of some attendees and of their scans, whether it holds or not, with what
     * undoes it; attendants' own words too.
     */
    List<Correction> about(Collection<Long> attendees) {
        List<Correction> all = new ArrayList<>(takenBack(attendees));
        if (handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM correction")
                        .mapTo(Long.class)
                        .one()
                > 0) {
            List<Correction> said = said(attendees);
            all.addAll(said);
            all.addAll(undos(said.stream().map(Correction::number).toList()));
        }
        return all;
    }

    /** One that is written down; an undo as it is. */
    public Optional<Correction> find(String event, long number) {
        record Found(Correction.Kind kind, long undoes) {}
        return handle.createQuery(
                        "SELECT kind, undoes FROM correction WHERE event = ? AND number = ?")
                .bind(0, event)
                .bind(1, number)
                .map((row, _) -> new Found(Correction.Kind.of(row.getString(1)), row.getLong(2)))
                .findOne()
                .map(found ->
                        found.kind() == Correction.Kind.UNDO
                                ? new Correction(
                                        number,
                                        found.kind(),
                                        List.of(),
                                        Optional.of(found.undoes()))
                                : new Correction(number, found.kind(), lines(number)));
    }

    private List<Line> lines(long correction) {
        return handle.createQuery(LINES + " WHERE c.number = :number ORDER BY l.place")
                .bind("number", correction)
                .map((row, _) -> line(row))
                .list();
    }

    private List<Correction> takenBack(Collection<Long> attendees) {
        return handle
                .createQuery(
                        """
                        SELECT s.unit, s.epoch, s.number
                        FROM badge b JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                        JOIN scan_word w ON w.unit = s.unit AND w.epoch = s.epoch
                          AND w.number = s.number
                        WHERE b.attendee IN (<attendees>) AND w.kind = 'undo'
                        """)
                .bindList("attendees", List.copyOf(attendees))
                .map((row, _) -> Line.annul(scan(row)))
                .stream()
                .map(line -> new Correction(0, Correction.Kind.ANNUL, List.of(line)))
                .toList();
    }

    /** Of scans that came from another attendee all is needed: a later word may move them on. */
    private List<Correction> said(Collection<Long> attendees) {
        Map<Long, List<Row>> rows = new TreeMap<>();
        handle.createQuery(
                        LINES
                                + """
                                 WHERE l.attendee IN (<attendees>)
                                """
                                + OF_ITS_EVENT
                                + """
                                UNION
                                """
                                + LINES
                                + """
                                JOIN scan s ON s.unit = l.unit AND s.epoch = l.epoch
                                  AND s.number = l.number AND s.event = c.event
                                JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                                WHERE b.attendee IN (<attendees>)
                                UNION
                                """
                                + LINES
                                + """
                                JOIN correction_line m ON m.unit = l.unit AND m.epoch = l.epoch
                                  AND m.number = l.number
                                JOIN correction d ON d.number = m.correction
                                  AND d.event = c.event
                                WHERE m.attendee IN (<attendees>) AND m.unit IS NOT NULL
                                """
                                + OF_ITS_EVENT
                                + " ORDER BY 1, 3")
                .bindList("attendees", List.copyOf(attendees))
                .map((row, _) ->
                        new Row(
                                new Key(
                                        row.getLong("correction"),
                                        Correction.Kind.of(row.getString("kind"))),
                                line(row)))
                .forEach(row ->
                        rows.computeIfAbsent(row.key().correction(), _ -> new ArrayList<>())
                                .add(row));
        return rows.values().stream().map(CorrectionStore::correction).toList();
    }

    private static Correction correction(List<Row> rows) {
        Key key = rows.getFirst().key();
        return new Correction(key.correction(), key.kind(), rows.stream().map(Row::line).toList());
    }

    private List<Correction> undos(List<Long> about) {
        if (about.isEmpty()) {
            return List.of();
        }
        return handle.createQuery(
                        "SELECT number, undoes FROM correction WHERE about IN (<about>)"
                                + " AND kind = 'undo' ORDER BY number")
                .bindList("about", about)
                .map((row, _) ->
                        new Correction(
                                row.getLong(1),
                                Correction.Kind.UNDO,
                                List.of(),
                                Optional.of(row.getLong(2))))
                .list();
    }

    /** What is to be folded because of corrections; empty where nothing is. */
    Optional<Stretch> next(int most) {
        record Next(long number, String event, long about, long after) {}
        return handle.createQuery(
                        """
                        SELECT c.number, c.event, COALESCE(c.about, c.number), m.attendee
                        FROM correction_mark m JOIN correction c ON c.number > m.number
                        ORDER BY c.number LIMIT 1
                        """)
                .map((row, _) ->
                        new Next(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4)))
                .findOne()
                .map(next -> {
                    List<Long> some = touched(next.about(), next.after(), most);
                    return new Stretch(next.event(), next.number(), some, some.size() < most);
                });
    }

    void move(Stretch folded) {
        if (folded.last()) {
            handle.execute(
                    "UPDATE correction_mark SET number = ?, attendee = 0 WHERE id = 1",
                    folded.correction());
        } else {
            handle.execute(
                    "UPDATE correction_mark SET attendee = ? WHERE id = 1",
                    folded.attendees().getLast());
        }
    }

    /** Whom a correction is about: as it says, and by badges. */
    public List<Long> touched(long correction, long after, int most) {
        return handle.createQuery(
                        """
                        SELECT id FROM (
                          SELECT l.attendee AS id FROM correction_line l
                          WHERE l.correction = :correction
                          UNION
                          SELECT b.attendee FROM correction_line l
                          JOIN scan s ON s.unit = l.unit AND s.epoch = l.epoch
                            AND s.number = l.number
                          JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                          WHERE l.correction = :correction
                          UNION
                          SELECT m.attendee FROM correction_line l
                          JOIN correction_line m ON m.unit = l.unit AND m.epoch = l.epoch
                            AND m.number = l.number
                          WHERE l.correction = :correction) AS whom
                        WHERE id > :after ORDER BY id LIMIT :most
                        """)
                .bind("correction", correction)
                .bind("after", after)
                .bind("most", most)
                .mapTo(Long.class)
                .list();
    }

    private static Line line(ResultSet row) throws SQLException {
        long attendee = row.getLong("attendee");
        Optional<Long> whose = row.wasNull() ? Optional.empty() : Optional.of(attendee);
        return new Line(
                whose,
                Optional.ofNullable(row.getString("session")).map(SessionId::new),
                time(row, "in_ms"),
                time(row, "out_ms"),
                row.getString("unit") == null ? Optional.empty() : Optional.of(scan(row)));
    }

    private static ScanName scan(ResultSet row) throws SQLException {
        return new ScanName(row.getString("unit"), row.getString("epoch"), row.getLong("number"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
