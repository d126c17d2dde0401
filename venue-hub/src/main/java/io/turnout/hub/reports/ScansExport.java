package io.turnout.hub.reports;

import io.turnout.hub.sheet.RowWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
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
            SELECT s.unit, s.epoch, s.number, a.number, a.family_name, a.given_name,
                   COALESCE(b.code, s.badge), COALESCE(r.name, s.room), s.door, s.side, s.mode,
                   s.way, s.outcome, s.reason, s.flagged, s.entered, s.leaves, s.left_session,
                   s.takes_seat, COALESCE(t.best_ms, s.wall_ms),
                   COALESCE(t.earliest_ms, s.wall_ms), COALESCE(t.latest_ms, s.wall_ms), s.clock,
                   s.wall_ms, s.boot, s.mono_ms, s.received_ms, s.list_revision, s.online,
                   CASE WHEN EXISTS (SELECT 1 FROM scan_word w WHERE w.unit = s.unit
                       AND w.epoch = s.epoch AND w.number = s.number AND w.kind = 'undo')
                       THEN 1 ELSE 0 END
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
        query.map((row, _) -> cells(new Values(row), asked.event().zone())).forEach(out::row);
    }

    /** In the order of the query, but for the time, which is told by two clocks. */
    private static List<String> cells(Values row, ZoneId zone) throws SQLException {
        List<String> cells = new ArrayList<>(COLUMNS.size());
        row.texts(cells, 14); // unit to reason
        cells.add(row.yesNo()); // flagged
        row.texts(cells, 1); // entered
        cells.add(row.yesNo()); // leaves
        row.texts(cells, 1); // left
        cells.add(row.yesNo()); // takes a seat
        Instant best = row.time();
        cells.add(Cells.local(best, zone));
        cells.add(Cells.utc(best));
        cells.add(Cells.utc(row.time())); // earliest
        cells.add(Cells.utc(row.time())); // latest
        row.texts(cells, 1); // clock
        cells.add(Cells.utc(row.time())); // unit's clock
        row.texts(cells, 2); // boot, monotonic
        cells.add(Cells.utc(row.time())); // received
        row.texts(cells, 1); // revision
        cells.add(row.yesNo()); // online
        cells.add(row.yesNo()); // taken back
        return cells;
    }

    /** A row's values one after another: by their names they take half as long again. */
    private static final class Values {
        private final ResultSet row;
        private int column;

        Values(ResultSet row) {
            this.row = row;
        }

        void texts(List<String> cells, int count) throws SQLException {
            for (int i = 0; i < count; i++) {
                cells.add(Cells.text(row.getString(++column)));
            }
        }

        String yesNo() throws SQLException {
            return Cells.yesNo(row.getInt(++column) == 1);
        }

        Instant time() throws SQLException {
            return Instant.ofEpochMilli(row.getLong(++column));
        }
    }
}
