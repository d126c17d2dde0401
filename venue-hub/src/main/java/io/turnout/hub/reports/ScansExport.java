package io.turnout.hub.reports;

import io.turnout.hub.sheet.RowWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
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

    /** Between the values of a row; in no message and no list that the hub takes. */
    private static final char BETWEEN = '\u001f';

    /**
     * A row as one text: value by value, the driver takes longer than the database. Not by an index
     * upon the event: the index by name has the rows in their order already.
     */
    private static final String SCANS =
            """
            SELECT concat_ws(:between, s.unit, s.epoch, s.number, COALESCE(a.number, ''),
                   COALESCE(REPLACE(a.family_name, :between, ' '), ''),
                   COALESCE(REPLACE(a.given_name, :between, ' '), ''),
                   COALESCE(REPLACE(b.code, :between, ' '), s.badge, ''), s.room, s.door, s.side,
                   s.mode, s.way, s.outcome, s.reason, s.flagged, COALESCE(s.entered, ''), s.leaves,
                   COALESCE(s.left_session, ''), s.takes_seat, COALESCE(t.best_ms, s.wall_ms),
                   COALESCE(t.earliest_ms, s.wall_ms), COALESCE(t.latest_ms, s.wall_ms), s.clock,
                   s.wall_ms, s.boot, s.mono_ms, s.received_ms, s.list_revision, s.online,
                   CASE WHEN EXISTS (SELECT 1 FROM scan_word w WHERE w.unit = s.unit
                       AND w.epoch = s.epoch AND w.number = s.number AND w.kind = 'undo')
                       THEN 1 ELSE 0 END)
            FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
            LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
            LEFT JOIN attendee a ON a.id = b.attendee
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
                        .bind("between", String.valueOf(BETWEEN))
                        .bind("event", asked.event().id().value());
        filter.bind(query, asked.event().zone());
        Map<String, String> rooms = rooms(handle);
        ZoneId zone = asked.event().zone();
        try (ResultIterator<String> scans = query.mapTo(String.class).iterator()) {
            ReadAhead.each(scans, scan -> out.row(cells(new Values(scan, zone), rooms)));
        }
    }

    private static Map<String, String> rooms(Handle handle) {
        return handle.createQuery("SELECT id, name FROM room")
                .reduceRows(
                        new HashMap<>(),
                        (names, row) -> {
                            names.put(
                                    row.getColumn("id", String.class),
                                    row.getColumn("name", String.class));
                            return names;
                        });
    }

    /** In the order of the query, but for the time, which is told by two clocks. */
    private static List<String> cells(Values scan, Map<String, String> rooms) {
        List<String> cells = new ArrayList<>(COLUMNS.size());
        scan.texts(cells, 7); // unit to badge
        String room = scan.text();
        cells.add(rooms.getOrDefault(room, room));
        scan.texts(cells, 6); // door to reason
        cells.add(scan.yesNo()); // flagged
        scan.texts(cells, 1); // entered
        cells.add(scan.yesNo()); // leaves
        scan.texts(cells, 1); // left
        cells.add(scan.yesNo()); // takes a seat
        scan.times(cells); // best, by two clocks
        cells.add(scan.utc()); // earliest
        cells.add(scan.utc()); // latest
        scan.texts(cells, 1); // clock
        cells.add(scan.utc()); // unit's clock
        scan.texts(cells, 2); // boot, monotonic
        cells.add(scan.utc()); // received
        scan.texts(cells, 1); // revision
        cells.add(scan.yesNo()); // online
        cells.add(scan.yesNo()); // taken back
        return cells;
    }

    /** A row's values one after another. */
    private static final class Values {
        private final String row;
        private final ZoneId zone;
        private int next;

        /** The unit's clock is right as a rule: its time, the best, first and last are one. */
        private String millis = "";

        private String time = "";

        Values(String row, ZoneId zone) {
            this.row = row;
            this.zone = zone;
        }

        String text() {
            int end = row.indexOf(BETWEEN, next);
            String text = row.substring(next, end < 0 ? row.length() : end);
            next += text.length() + 1;
            return text;
        }

        void texts(List<String> cells, int count) {
            for (int i = 0; i < count; i++) {
                cells.add(text());
            }
        }

        String yesNo() {
            return Cells.yesNo(text().equals("1"));
        }

        void times(List<String> cells) {
            String utc = utc();
            cells.add(Cells.local(Instant.ofEpochMilli(Long.parseLong(millis)), zone));
            cells.add(utc);
        }

        String utc() {
            String text = text();
            if (!text.equals(millis)) {
                millis = text;
                time = Cells.utc(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            return time;
        }
    }
}
