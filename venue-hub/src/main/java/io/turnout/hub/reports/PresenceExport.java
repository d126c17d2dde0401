package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.store.Database;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who was where for how long: one row for each attendee and session, by session. The column {@code
 * ended_by} says whether an exit was read, derived, or put by the policy for missing ones.
 * Thread-safe.
 */
public final class PresenceExport {
    private static final List<String> COLUMNS =
            List.of(
                    "attendee",
                    "family_name",
                    "given_name",
                    "session",
                    "session_title",
                    "room",
                    "registered",
                    "walk_in",
                    "first_in_utc",
                    "last_out_utc",
                    "present_seconds",
                    "check_ins",
                    "check_outs",
                    "derived_check_outs",
                    "ended_by",
                    "ended_utc");
    private static final String PRESENCES =
            """
            SELECT a.number, a.family_name, a.given_name, p.*, s.title, r.name AS room_name,
                   CASE WHEN EXISTS (SELECT 1 FROM registration g
                       WHERE g.attendee = p.attendee AND g.session = p.session) THEN 1 ELSE 0 END
                       AS registered
            FROM session s
            JOIN presence p ON p.session = s.id
            JOIN attendee a ON a.id = p.attendee
            JOIN room r ON r.id = s.room
            WHERE s.event = :event
            ORDER BY s.start_ms, s.id, a.number
            """;

    private final Database database;

    public PresenceExport(Database database) {
        this.database = database;
    }

    /** Writes the report; it is complete if this returns. Does not close the stream. */
    public void write(EventFacts event, OutputStream out) {
        CsvSheet sheet = CsvSheet.marked(out, COLUMNS);
        database.read(handle -> {
            handle.createQuery(PRESENCES)
                    .bind("event", event.id().value())
                    .map((row, _) -> cells(row))
                    .forEach(sheet::row);
            return true;
        });
        sheet.finish();
    }

    private static List<String> cells(ResultSet row) throws SQLException {
        return List.of(
                row.getString("number"),
                row.getString("family_name"),
                row.getString("given_name"),
                row.getString("session"),
                row.getString("title"),
                row.getString("room_name"),
                Cells.yesNo(row.getInt("registered") == 1),
                Cells.yesNo(row.getInt("walk_in") == 1),
                Cells.utc(time(row, "first_in_ms")),
                Cells.utc(time(row, "last_out_ms")),
                String.valueOf(Duration.ofMillis(row.getLong("present_ms")).toSeconds()),
                String.valueOf(row.getLong("ins")),
                String.valueOf(row.getLong("outs")),
                String.valueOf(row.getLong("derived_outs")),
                row.getString("ended_by"),
                Cells.utc(time(row, "ended_ms")));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
