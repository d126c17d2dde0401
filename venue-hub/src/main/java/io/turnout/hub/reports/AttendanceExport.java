package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.sheet.RowWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The attendance reports: one row for each check-in, or check-out, in order of time. */
final class AttendanceExport implements Report {
    private static final List<String> COLUMNS =
            List.of(
                    "attendee",
                    "family_name",
                    "given_name",
                    "session",
                    "session_title",
                    "room",
                    "time",
                    "time_utc",
                    "method",
                    "unit",
                    "registered",
                    "flagged",
                    "reason");

    /** What of the scan log makes a report's rows. */
    enum Kind {
        /**
         * Its own column says whether an entry counts: not where another one of a double use does,
         * nor where an attendant took it back.
         */
        CHECK_INS(
                "counts",
                """
                SELECT COALESCE(t.best_ms, s.wall_ms) AS at_ms,
                       COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                       COALESCE(t.latest_ms, s.wall_ms) AS latest_ms, s.clock, s.unit,
                       s.epoch, s.number, s.way, s.flagged, s.reason, s.room,
                       s.entered AS session, b.attendee AS who, 1 AS known,
                       CASE WHEN d.attendee IS NULL AND w.unit IS NULL THEN 1 ELSE 0 END AS own
                FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
                LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                LEFT JOIN double_use d ON d.other_unit = s.unit AND d.other_epoch = s.epoch
                    AND d.other_number = s.number
                LEFT JOIN scan_word w ON w.unit = s.unit AND w.epoch = s.epoch
                    AND w.number = s.number AND w.kind = 'undo'
                WHERE s.event = :event AND s.entered IS NOT NULL
                """),

        /**
         * What an exit left is what the fold found, and one that it has not come to yet has nothing
         * said against it. Exits that nobody read, because an entry elsewhere tells of them, are
         * rows too; its own column says so.
         */
        CHECK_OUTS(
                "derived",
                """
                SELECT COALESCE(t.best_ms, s.wall_ms) AS at_ms,
                       COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                       COALESCE(t.latest_ms, s.wall_ms) AS latest_ms, s.clock, s.unit,
                       s.epoch, s.number, s.way, s.flagged, s.reason, s.room,
                       COALESCE(v.session, s.left_session) AS session, b.attendee AS who,
                       CASE WHEN v.session IS NULL AND b.attendee IS NOT NULL
                           AND s.seq <= (SELECT seq FROM fold_mark WHERE id = 1) THEN 0 ELSE 1 END
                           AS known, 0 AS own
                FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
                LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                LEFT JOIN visit v ON v.unit = s.unit AND v.epoch = s.epoch AND v.number = s.number
                    AND v.ended_by = 'exit'
                WHERE s.event = :event AND s.leaves = 1 AND s.outcome = 'admitted'
                UNION ALL
                SELECT v.out_ms, COALESCE(t.earliest_ms, v.out_ms),
                       COALESCE(t.latest_ms, v.out_ms), s.clock, v.unit, v.epoch, v.number,
                       s.way, 0, 'entered-elsewhere', x.room,
                       v.session, v.attendee, 1, 1
                FROM visit v
                JOIN session x ON x.id = v.session
                JOIN scan s ON s.unit = v.unit AND s.epoch = v.epoch AND s.number = v.number
                LEFT JOIN scan_time t ON t.seq = s.seq
                WHERE x.event = :event AND v.ended_by = 'entry-elsewhere'
                """);

        private final String ownColumn;
        private final String scans;

        Kind(String ownColumn, String scans) {
            this.ownColumn = ownColumn;
            this.scans = scans;
        }

        /** The name in paths and file names: {@code check-ins}. */
        String fileName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        List<String> columns() {
            List<String> all = new ArrayList<>(COLUMNS);
            all.addAll(List.of(ownColumn, "time_uncertainty_s", "clock"));
            return all;
        }
    }

    private final Kind kind;

    AttendanceExport(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return kind.fileName();
    }

    @Override
    public List<String> columns() {
        return kind.columns();
    }

    @Override
    public Set<String> numbers() {
        return Set.of("time_uncertainty_s");
    }

    @Override
    public void rows(Handle handle, Asked asked, RowWriter out) {
        EventFacts event = asked.event();
        Query query =
                handle.createQuery(query(kind, asked.filter())).bind("event", event.id().value());
        asked.filter().bind(query, event.zone());
        query.map((row, _) -> cells(row, kind, event.zone())).forEach(out::row);
    }

    private static String query(Kind kind, ReportFilter filter) {
        return """
        SELECT e.at_ms, e.earliest_ms, e.latest_ms, e.clock, e.way, e.unit, e.flagged, e.reason,
               e.session, e.known, e.own, x.title,
               COALESCE(r.name, e.room) AS room_name, a.number, a.family_name, a.given_name,
               CASE WHEN EXISTS (SELECT 1 FROM registration g
                   WHERE g.attendee = e.who AND g.session = e.session) THEN 1 ELSE 0 END
                   AS registered
        FROM (%s) e
        LEFT JOIN attendee a ON a.id = e.who
        LEFT JOIN session x ON x.id = e.session
        LEFT JOIN room r ON r.id = e.room
        WHERE 1 = 1 %s
        ORDER BY e.at_ms, e.unit, e.epoch, e.number, e.own, e.session
        """
                .formatted(
                        kind.scans, filter.conditions("e.room", "e.session", "x.day", "e.at_ms"));
    }

    private static List<String> cells(ResultSet row, Kind kind, ZoneId zone) throws SQLException {
        Instant at = Instant.ofEpochMilli(row.getLong("at_ms"));
        return List.of(
                Cells.text(row.getString("number")),
                Cells.text(row.getString("family_name")),
                Cells.text(row.getString("given_name")),
                Cells.text(row.getString("session")),
                Cells.text(row.getString("title")),
                row.getString("room_name"),
                Cells.local(at, zone),
                Cells.utc(at),
                row.getString("way"),
                row.getString("unit"),
                Cells.yesNo(row.getInt("registered") == 1),
                Cells.yesNo(row.getInt("flagged") == 1),
                reason(row.getString("reason"), kind, row.getInt("known") == 1),
                Cells.yesNo(row.getInt("own") == 1),
                uncertainty(row),
                row.getString("clock"));
    }

    /** In seconds, rounded up: the true time is no farther from the one told. */
    private static String uncertainty(ResultSet row) throws SQLException {
        long at = row.getLong("at_ms");
        long most = Math.max(at - row.getLong("earliest_ms"), row.getLong("latest_ms") - at);
        return most == 0 ? "" : String.valueOf(Math.ceilDiv(most, 1000L));
    }

    /** The door may not have known of the entry, nor of an exit by another door. */
    private static String reason(String said, Kind kind, boolean known) {
        return switch (kind) {
            case CHECK_INS -> said;
            case CHECK_OUTS -> {
                if (!known) {
                    yield "out-without-in";
                }
                yield said.equals("out-without-in") ? "left" : said;
            }
        };
    }
}
