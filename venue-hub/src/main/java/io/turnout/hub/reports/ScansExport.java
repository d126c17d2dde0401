package io.turnout.hub.reports;

import io.turnout.hub.sheet.RowWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The evidence: one row for each scan, refused ones too, by its name. So rows can be matched with a
 * unit's journal, and none is sorted: the report streams at any size.
 */
final class ScansExport implements Report {
    private static final List<String> COLUMNS =
            List.of(
                    "unit",
                    "epoch",
                    "number",
                    "attendee",
                    "family_name",
                    "given_name",
                    "badge",
                    "room",
                    "door",
                    "side",
                    "mode",
                    "method",
                    "verdict",
                    "reason",
                    "flagged",
                    "session_entered",
                    "leaves",
                    "session_left",
                    "takes_seat",
                    "time",
                    "time_utc",
                    "earliest_utc",
                    "latest_utc",
                    "clock",
                    "unit_clock_utc",
                    "unit_boot",
                    "unit_monotonic_ms",
                    "received_utc",
                    "list_revision",
                    "online",
                    "taken_back");

    /** Not by an index upon the event: the index by name has the rows in their order already. */
    private static final String SCANS =
            """
            SELECT s.unit, s.epoch, s.number, a.number AS attendee, a.family_name, a.given_name,
                   b.code, s.badge, COALESCE(r.name, s.room) AS room_name, s.door, s.side, s.mode,
                   s.way, s.outcome, s.reason, s.flagged, s.entered, s.leaves, s.left_session,
                   s.takes_seat, COALESCE(t.best_ms, s.wall_ms) AS best_ms,
                   COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                   COALESCE(t.latest_ms, s.wall_ms) AS latest_ms, s.clock, s.wall_ms, s.boot,
                   s.mono_ms, s.received_ms, s.list_revision, s.online,
                   CASE WHEN EXISTS (SELECT 1 FROM scan_word w WHERE w.unit = s.unit
                       AND w.epoch = s.epoch AND w.number = s.number AND w.kind = 'undo')
                       THEN 1 ELSE 0 END AS taken_back
            FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
            LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
            LEFT JOIN attendee a ON a.id = b.attendee
            LEFT JOIN room r ON r.id = s.room
            LEFT JOIN session x ON x.id = COALESCE(s.entered, s.left_session)
            WHERE COALESCE(s.event, '') = :event
            """;

    @Override
    public String name() {
        return "scans";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Set<String> numbers() {
        return Set.of("number", "unit_monotonic_ms", "list_revision");
    }

    @Override
    public void rows(Handle handle, Asked asked, RowWriter out) {
        ReportFilter filter = asked.filter();
        String conditions =
                filter.conditions(
                        "s.room",
                        "COALESCE(s.entered, s.left_session)",
                        "x.day",
                        "COALESCE(t.best_ms, s.wall_ms)");
        Query query =
                handle.createQuery(SCANS + conditions + " ORDER BY s.unit, s.epoch, s.number")
                        .bind("event", asked.event().id().value());
        filter.bind(query, asked.event().zone());
        query.map((row, _) -> cells(row, asked.event().zone())).forEach(out::row);
    }

    /** A badge that the hub does not know is told by its fingerprint. */
    private static List<String> cells(ResultSet row, ZoneId zone) throws SQLException {
        String code = row.getString("code");
        return List.of(
                row.getString("unit"),
                row.getString("epoch"),
                String.valueOf(row.getLong("number")),
                Cells.text(row.getString("attendee")),
                Cells.text(row.getString("family_name")),
                Cells.text(row.getString("given_name")),
                Cells.text(code == null ? row.getString("badge") : code),
                row.getString("room_name"),
                row.getString("door"),
                row.getString("side"),
                row.getString("mode"),
                row.getString("way"),
                row.getString("outcome"),
                row.getString("reason"),
                flag(row, "flagged"),
                Cells.text(row.getString("entered")),
                flag(row, "leaves"),
                Cells.text(row.getString("left_session")),
                flag(row, "takes_seat"),
                Cells.local(time(row, "best_ms"), zone),
                Cells.utc(time(row, "best_ms")),
                Cells.utc(time(row, "earliest_ms")),
                Cells.utc(time(row, "latest_ms")),
                row.getString("clock"),
                Cells.utc(time(row, "wall_ms")),
                row.getString("boot"),
                String.valueOf(row.getLong("mono_ms")),
                Cells.utc(time(row, "received_ms")),
                String.valueOf(row.getLong("list_revision")),
                flag(row, "online"),
                flag(row, "taken_back"));
    }

    private static String flag(ResultSet row, String column) throws SQLException {
        return Cells.yesNo(row.getInt(column) == 1);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
