package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.protocol.access.ReportWindow;
import io.turnout.protocol.access.SessionAsks;
import io.turnout.protocol.access.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A session, as attendees see it.
 *
 * @param opensMs when people may come in
 * @param closesMs until when
 */
public record Talk(
        SessionId id,
        String title,
        String room,
        String description,
        long startMs,
        long endMs,
        long opensMs,
        long closesMs,
        boolean cancelled,
        SessionAsks asks) {
    private static final String TALKS =
            """
            SELECT s.*, r.name AS room_name FROM session s JOIN room r ON r.id = s.room
            WHERE s.event = :event
            """;

    static Optional<Talk> find(Handle handle, EventFacts event, String id) {
        return handle.createQuery(TALKS + " AND s.id = :id")
                .bind("event", event.id().value())
                .bind("id", id)
                .map((row, _) -> talk(row))
                .findOne();
    }

    /** All of an event, in their order. */
    static List<Talk> all(Handle handle, EventFacts event) {
        return handle.createQuery(TALKS + " ORDER BY s.start_ms, r.place, s.id")
                .bind("event", event.id().value())
                .map((row, _) -> talk(row))
                .list();
    }

    /** Those that ask for a check-in on their page and are open, or not over yet, at a time. */
    static List<Talk> toJoin(Handle handle, EventFacts event, long nowMs) {
        return handle.createQuery(
                        TALKS
                                + " AND s.cancelled = 0 AND s.end_ms > :now"
                                + " AND s.start_ms - s.early_min * 60000 <= :now"
                                + " AND (s.check_in = 1 OR s.check_in_code <> ''"
                                + " OR s.check_out = 1 OR s.check_out_code <> '')"
                                + " ORDER BY s.start_ms, s.id")
                .bind("event", event.id().value())
                .bind("now", nowMs)
                .map((row, _) -> talk(row))
                .list();
    }

    /** When attendees may report that they are or were here. */
    ReportWindow reports(Duration after) {
        return new ReportWindow(
                Instant.ofEpochMilli(opensMs),
                Instant.ofEpochMilli(closesMs),
                Instant.ofEpochMilli(endMs).plus(after));
    }

    private static Talk talk(ResultSet row) throws SQLException {
        long start = row.getLong("start_ms");
        long end = row.getLong("end_ms");
        return new Talk(
                new SessionId(row.getString("id")),
                row.getString("title"),
                row.getString("room_name"),
                row.getString("description"),
                start,
                end,
                start - Duration.ofMinutes(row.getLong("early_min")).toMillis(),
                end - Duration.ofMinutes(row.getLong("late_min")).toMillis(),
                row.getBoolean("cancelled"),
                new SessionAsks(
                        row.getBoolean("check_in"),
                        row.getString("check_in_code"),
                        row.getBoolean("check_out"),
                        row.getString("check_out_code")));
    }
}
