package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.Completeness;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What a person should look at, inside one transaction: double uses, exits without entries, times
 * inside that are longer than the session, missing check-outs where check-out is used, credits that
 * uncertain clocks could decide otherwise, admitted badges or sessions that the hub does not know,
 * and what {@link RoomAnomalies} finds.
 */
record AnomalyQueries(Handle handle, EventFacts event, ReportFilter filter) {
    private static final String DOUBLE_USES =
            """
            SELECT d.kind AS kind, d.attendee AS who, o.entered AS session, o.room AS room,
                   d.other_at_ms AS at_ms, d.other_unit AS unit, d.other_epoch AS epoch,
                   d.other_number AS number, CAST(NULL AS BIGINT) AS seconds
            FROM double_use d
            JOIN attendee w ON w.id = d.attendee
            JOIN scan o ON o.unit = d.other_unit AND o.epoch = d.other_epoch
                AND o.number = d.other_number
            WHERE w.event = :event
            """;
    private static final String SCANS =
            """
            SELECT CASE WHEN b.attendee IS NULL THEN 'unknown-badge'
                        WHEN s.leaves = 1 AND v.session IS NULL THEN 'out-without-in'
                        ELSE 'unknown-session' END,
                   b.attendee, COALESCE(s.entered, s.left_session), s.room,
                   COALESCE(t.best_ms, s.wall_ms), s.unit, s.epoch, s.number, NULL
            FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
            LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
            LEFT JOIN session n ON n.id = s.entered
            LEFT JOIN visit v ON v.unit = s.unit AND v.epoch = s.epoch AND v.number = s.number
                AND v.ended_by = 'exit'
            WHERE s.event = :event AND s.outcome = 'admitted'
                AND s.seq <= (SELECT seq FROM fold_mark WHERE id = 1)
                AND (b.attendee IS NULL OR (s.leaves = 1 AND v.session IS NULL)
                    OR (s.entered IS NOT NULL AND n.id IS NULL))
                AND NOT EXISTS (SELECT 1 FROM scan_word w WHERE w.unit = s.unit
                    AND w.epoch = s.epoch AND w.number = s.number AND w.kind = 'undo')
                AND NOT EXISTS (SELECT 1 FROM scan_corrected k WHERE k.event = s.event
                    AND k.unit = s.unit AND k.epoch = s.epoch AND k.number = s.number
                    AND k.kind = 'annul')
                AND NOT EXISTS (SELECT 1 FROM session_set f JOIN session y ON y.id = f.session
                    WHERE f.attendee = b.attendee AND (f.session = s.left_session
                        OR (s.leaves = 1 AND s.left_session IS NULL AND y.room = s.room)))
            """;
    private static final String TOO_LONG =
            """
            SELECT 'longer-than-session', v.attendee, v.session, n.room, v.out_ms, v.unit, v.epoch,
                   v.number, (v.out_ms - v.in_ms) / 1000
            FROM visit v JOIN session n ON n.id = v.session JOIN event e ON e.id = n.event
            WHERE n.event = :event AND v.ended_by IN ('exit', 'entry-elsewhere')
                AND v.out_ms - v.in_ms > n.end_ms - n.start_ms
                    + (n.early_min + e.grace_before_min + e.grace_after_min) * 60000
            """;
    private static final String NO_CHECK_OUT =
            """
            SELECT 'no-check-out', p.attendee, p.session, n.room, p.ended_ms, NULL, NULL, NULL, NULL
            FROM presence p JOIN session n ON n.id = p.session
            WHERE n.event = :event AND p.inside = 1 AND n.end_ms <= :now
                AND (n.check_out = 1 OR EXISTS (
                    SELECT 1 FROM unit u JOIN door d ON d.id = u.door
                    WHERE d.room = n.room AND u.mode IN ('out', 'auto')))
            """;
    private static final String UNSURE =
            """
            SELECT 'uncertain-credit', p.attendee, p.session, n.room, p.ended_ms, NULL, NULL, NULL,
                   (p.counted_most_ms - p.counted_least_ms) / 1000
            FROM presence p JOIN session n ON n.id = p.session
            WHERE n.event = :event AND p.unsure = 1 AND n.end_ms <= :now
            """;

    /** All of them by time, those of rooms before those of people at the same time. */
    void each(Completeness complete, Consumer<Anomaly> consumer) {
        Deque<Anomaly> ofRooms =
                new ArrayDeque<>(new RoomAnomalies(handle, event, filter).all(complete));
        people(
                complete.now().toEpochMilli(),
                one -> {
                    while (!ofRooms.isEmpty() && ofRooms.getFirst().atMs() <= one.atMs()) {
                        consumer.accept(ofRooms.removeFirst());
                    }
                    consumer.accept(one);
                });
        ofRooms.forEach(consumer);
    }

    private void people(long nowMs, Consumer<Anomaly> consumer) {
        String every =
                String.join(
                        " UNION ALL ", List.of(DOUBLE_USES, SCANS, TOO_LONG, NO_CHECK_OUT, UNSURE));
        String conditions = filter.conditions("z.room", "z.session", "x.day", "z.at_ms");
        Query query =
                handle.createQuery(all(every, conditions))
                        .bind("event", event.id().value())
                        .bind("now", nowMs);
        filter.bind(query, event.zone());
        query.map((row, _) -> anomaly(row)).forEach(consumer);
    }

    private static String all(String every, String conditions) {
        return """
        SELECT z.kind, z.session, z.at_ms, z.unit, z.number, z.seconds, x.title,
               COALESCE(r.name, z.room) AS room_name, a.id AS attendee_id, a.number AS attendee,
               a.family_name, a.given_name
        FROM (%s) z
        LEFT JOIN attendee a ON a.id = z.who
        LEFT JOIN session x ON x.id = z.session
        LEFT JOIN room r ON r.id = z.room
        WHERE 1 = 1 %s
        ORDER BY z.at_ms, z.kind, a.number, z.session, z.unit, z.epoch, z.number
        """
                .formatted(every, conditions);
    }

    private static Anomaly anomaly(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String session = Cells.text(row.getString("session"));
        String title = Cells.text(row.getString("title"));
        String room = Cells.text(row.getString("room_name"));
        Optional<Long> seconds = number(row, "seconds");
        long minutes = Duration.ofSeconds(seconds.orElse(0L)).toMinutes();
        return new Anomaly(
                kind,
                kind,
                new Anomaly.Person(
                        row.getLong("attendee_id"),
                        Cells.text(row.getString("attendee")),
                        Cells.text(row.getString("family_name")),
                        Cells.text(row.getString("given_name"))),
                new Anomaly.Place(session, title, room),
                row.getLong("at_ms"),
                Optional.empty(),
                Cells.text(row.getString("unit")),
                number(row, "number"),
                seconds,
                List.of(title.isEmpty() ? session : title, room, minutes));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }
}
