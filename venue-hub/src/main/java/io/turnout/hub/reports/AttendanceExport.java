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

    /**
     * Empty where a row is as it was read. What is annulled, overruled by times that were set, or
     * taken back by an attendant stays a row and counts for nothing.
     */
    private static final List<String> CORRECTED =
            List.of(
                    "correction",
                    "corrected",
                    "corrected_to",
                    "corrected_by",
                    "corrected_utc",
                    "correction_why");

    /** What of the scan log makes a report's rows. */
    enum Kind {
        /** One row for each entry; its own column says whether it counts. */
        CHECK_INS("counts", ExportedScans.CHECK_INS),

        /** One row for each exit, derived ones too; its own column says which these are. */
        CHECK_OUTS("derived", ExportedScans.CHECK_OUTS);

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
            all.addAll(CORRECTED);
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
               e.session, x.title, e.corrected, e.correction, e.to_session,
               CASE WHEN e.corrected = '' THEN e.known ELSE 1 END AS known,
               CASE WHEN e.corrected IN ('annulled', 'overruled', 'taken-back') THEN 0
                   ELSE e.own END AS own,
               COALESCE(c.who, e.word_who) AS said_by, COALESCE(c.made_ms, e.word_ms) AS said_ms,
               COALESCE(c.why, e.word_why) AS said_why, o.number AS to_number,
               COALESCE(r.name, e.room) AS room_name, a.number, a.family_name, a.given_name,
               CASE WHEN EXISTS (SELECT 1 FROM registration g
                   WHERE g.attendee = e.who AND g.session = e.session) THEN 1 ELSE 0 END
                   AS registered
        FROM (%s) e
        LEFT JOIN attendee a ON a.id = e.who
        LEFT JOIN attendee o ON o.id = e.to_attendee
        LEFT JOIN session x ON x.id = e.session
        LEFT JOIN room r ON r.id = e.room
        LEFT JOIN correction c ON c.number = e.correction
        WHERE 1 = 1 %s
        ORDER BY e.at_ms, e.unit, e.epoch, e.number, e.own, e.session, e.who, e.correction
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
                row.getString("clock"),
                Cells.text(row.getString("correction")),
                row.getString("corrected"),
                to(row),
                Cells.text(row.getString("said_by")),
                row.getString("said_by") == null
                        ? ""
                        : Cells.utc(Instant.ofEpochMilli(row.getLong("said_ms"))),
                Cells.text(row.getString("said_why")));
    }

    /** The session, the attendee's number, or both, that a scan was moved to. */
    private static String to(ResultSet row) throws SQLException {
        return (Cells.text(row.getString("to_session"))
                        + " "
                        + Cells.text(row.getString("to_number")))
                .strip();
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
