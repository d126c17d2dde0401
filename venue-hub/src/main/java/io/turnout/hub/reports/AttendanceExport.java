package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.store.Database;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The attendance reports: one row for each check-in, or check-out, in order of time. Rows are
 * written as they are read, whatever their number. Thread-safe.
 */
public final class AttendanceExport {
    /**
     * Columns of both reports. Times are the best known ones; how far they may be off is their
     * uncertainty, empty where they are exact.
     */
    static final List<String> COLUMNS =
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
                    "reason",
                    "time_uncertainty_s",
                    "clock");

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** What of the scan log makes a report's rows. */
    public enum Kind {
        CHECK_INS(
                """
                SELECT s.*, COALESCE(t.best_ms, s.wall_ms) AS at_ms,
                       COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                       COALESCE(t.latest_ms, s.wall_ms) AS latest_ms,
                       s.entered AS session, b.attendee AS who
                FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
                LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                WHERE s.event = :event AND s.entered IS NOT NULL
                """),

        /**
         * A door that does not know what the badge was inside of names no session. Then it is what
         * the attendee entered last by that room, unless an exit came after, as in the fold.
         */
        CHECK_OUTS(
                """
                SELECT s.*, COALESCE(t.best_ms, s.wall_ms) AS at_ms,
                       COALESCE(t.earliest_ms, s.wall_ms) AS earliest_ms,
                       COALESCE(t.latest_ms, s.wall_ms) AS latest_ms,
                       b.attendee AS who, COALESCE(s.left_session,
                    (SELECT p.entered FROM badge pb
                     JOIN scan p ON p.event = pb.event AND p.badge = pb.fingerprint
                     LEFT JOIN scan_time pt ON pt.seq = p.seq
                     WHERE pb.attendee = b.attendee AND p.room = s.room
                       AND p.outcome = 'admitted' AND (p.entered IS NOT NULL OR p.leaves = 1)
                       AND (COALESCE(pt.best_ms, p.wall_ms), p.unit, p.epoch, p.number)
                         < (COALESCE(t.best_ms, s.wall_ms), s.unit, s.epoch, s.number)
                     ORDER BY COALESCE(pt.best_ms, p.wall_ms) DESC, p.unit DESC, p.epoch DESC, p.number DESC LIMIT 1)
                    ) AS session
                FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
                LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                WHERE s.event = :event AND s.leaves = 1 AND s.outcome = 'admitted'
                """);

        private final String scans;

        Kind(String scans) {
            this.scans = scans;
        }

        /** The name in paths and file names: {@code check-ins}. */
        public String fileName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Database database;

    public AttendanceExport(Database database) {
        this.database = database;
    }

    /** Writes a report; it is complete if this returns. Does not close the stream. */
    public void write(EventFacts event, Kind kind, OutputStream out) {
        CsvSheet sheet = CsvSheet.marked(out, COLUMNS);
        database.read(handle -> {
            handle.createQuery(query(kind))
                    .bind("event", event.id().value())
                    .map((row, _) -> cells(row, kind, event.zone()))
                    .forEach(sheet::row);
            return true;
        });
        sheet.finish();
    }

    private static String query(Kind kind) {
        return """
        SELECT e.at_ms, e.earliest_ms, e.latest_ms, e.clock, e.way, e.unit, e.flagged, e.reason, e.session, x.title,
               COALESCE(r.name, e.room) AS room_name, a.number, a.family_name, a.given_name,
               CASE WHEN EXISTS (SELECT 1 FROM registration g
                   WHERE g.attendee = e.who AND g.session = e.session) THEN 1 ELSE 0 END
                   AS registered
        FROM (%s) e
        LEFT JOIN attendee a ON a.id = e.who
        LEFT JOIN session x ON x.id = e.session
        LEFT JOIN room r ON r.id = e.room
        ORDER BY e.at_ms, e.unit, e.epoch, e.number
        """
                .formatted(kind.scans);
    }

    private static List<String> cells(ResultSet row, Kind kind, ZoneId zone) throws SQLException {
        Instant at = Instant.ofEpochMilli(row.getLong("at_ms"));
        String session = text(row.getString("session"));
        return List.of(
                text(row.getString("number")),
                text(row.getString("family_name")),
                text(row.getString("given_name")),
                session,
                text(row.getString("title")),
                row.getString("room_name"),
                LOCAL.format(at.atZone(zone)),
                UTC.format(at),
                row.getString("way"),
                row.getString("unit"),
                yesNo(row.getInt("registered") == 1),
                yesNo(row.getInt("flagged") == 1),
                reason(row.getString("reason"), kind, session),
                uncertainty(row),
                row.getString("clock"));
    }

    /** The door may not have known of the entry, nor of an exit by another door. */
    private static String reason(String said, Kind kind, String session) {
        return switch (kind) {
            case CHECK_INS -> said;
            case CHECK_OUTS -> {
                if (session.isEmpty()) {
                    yield "out-without-in";
                }
                yield said.equals("out-without-in") ? "left" : said;
            }
        };
    }

    /** In seconds, rounded up: the true time is no farther from the one told. */
    private static String uncertainty(ResultSet row) throws SQLException {
        long at = row.getLong("at_ms");
        long most = Math.max(at - row.getLong("earliest_ms"), row.getLong("latest_ms") - at);
        return most == 0 ? "" : String.valueOf(Math.ceilDiv(most, 1000L));
    }

    private static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
