package io.turnout.hub.corrections;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All scans that tell of an attendee, with what was said of each, inside one transaction. */
public record PersonEvidence(Handle handle) {
    /** More than anybody makes; what is beyond can still be corrected by a program. */
    private static final int MOST = 2_000;

    private static final String ROWS =
            """
            SELECT s.unit, s.epoch, s.number, COALESCE(t.best_ms, s.wall_ms) AS at_ms, s.way,
                   s.entered, s.leaves, e.title AS entered_title,
                   COALESCE(s.left_session, v.session) AS left_id, o.title AS left_title,
                   COALESCE(r.name, s.room) AS room,
                   k.kind, k.correction, k.why, k.session AS to_session, m.title AS to_title,
                   k.attendee AS to_attendee, a.given_name, a.family_name, b.attendee AS holder,
                   w.why AS undo_why, f.correction AS set_by,
                   (SELECT z.why FROM correction z WHERE z.number = f.correction) AS set_why
            FROM badge b JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
            LEFT JOIN scan_time t ON t.seq = s.seq
            LEFT JOIN room r ON r.id = s.room
            LEFT JOIN session e ON e.id = s.entered
            LEFT JOIN visit v ON v.unit = s.unit AND v.epoch = s.epoch AND v.number = s.number
                AND v.ended_by = 'exit'
            LEFT JOIN session o ON o.id = COALESCE(s.left_session, v.session)
            LEFT JOIN scan_corrected k ON k.event = s.event AND k.unit = s.unit
                AND k.epoch = s.epoch AND k.number = s.number
            LEFT JOIN session m ON m.id = k.session
            LEFT JOIN attendee a ON a.id = CASE WHEN b.attendee = :person THEN k.attendee
                ELSE b.attendee END
            LEFT JOIN session_set f ON f.attendee = :person
                AND f.session = COALESCE(k.session, s.entered, s.left_session,
                    CASE WHEN v.session IS NULL THEN
                        (SELECT z.session FROM session_set z JOIN session y ON y.id = z.session
                         WHERE z.attendee = :person AND y.room = s.room
                         ORDER BY ABS(y.end_ms - COALESCE(t.best_ms, s.wall_ms)), y.id
                         LIMIT 1) END)
                AND f.correction > COALESCE(k.correction, 0)
            LEFT JOIN scan_word w ON w.unit = s.unit AND w.epoch = s.epoch
                AND w.number = s.number AND w.kind = 'undo'
            WHERE b.event = :event AND s.outcome = 'admitted'
              AND (b.attendee = :person OR (k.attendee = :person AND k.kind = 'move'))
            ORDER BY at_ms, s.unit, s.epoch, s.number LIMIT :most
            """;

    /**
     * A scan.
     *
     * @param name as a form sends it
     * @param in the title of the session entered; empty for none
     * @param out the title of the session left, or of the room; empty for none
     * @param sessions the ids of these
     * @param state {@code counts}, {@code annulled}, {@code moved} away or within, {@code from}
     *     another, {@code taken-back} by an attendant, {@code overruled} by times that were set
     * @param to to which session it is moved; empty for none
     * @param other to whom or from whom it is moved; empty for nobody
     * @param correction that says so; 0 for none
     */
    public record Row(
            String name,
            long atMs,
            String way,
            String unit,
            String in,
            String out,
            List<String> sessions,
            String state,
            String to,
            String other,
            long correction,
            String why) {
        public Row {
            sessions = List.copyOf(sessions);
        }
    }

    List<Row> of(String event, long person) {
        return handle.createQuery(ROWS)
                .bind("event", event)
                .bind("person", person)
                .bind("most", MOST)
                .map((row, _) -> row(row, person))
                .list();
    }

    private static Row row(ResultSet row, long person) throws SQLException {
        String entered = text(row.getString("entered"));
        String left = text(row.getString("left_id"));
        boolean leaves = row.getBoolean("leaves");
        String leftTitle = row.getString("left_title");
        return new Row(
                row.getString("unit") + " " + row.getString("epoch") + " " + row.getLong("number"),
                row.getLong("at_ms"),
                row.getString("way"),
                row.getString("unit"),
                titled(row.getString("entered_title"), entered),
                leaves ? titled(leftTitle, row.getString("room")) : "",
                List.of(entered, left, text(row.getString("to_session"))),
                state(row, person),
                titled(row.getString("to_title"), text(row.getString("to_session"))),
                (text(row.getString("given_name")) + " " + text(row.getString("family_name")))
                        .strip(),
                said(row),
                why(row));
    }

    private static long said(ResultSet row) throws SQLException {
        long set = row.getLong("set_by");
        return set > 0 ? set : row.getLong("correction");
    }

    private static String why(ResultSet row) throws SQLException {
        String first = row.getLong("set_by") > 0 ? row.getString("set_why") : row.getString("why");
        return first == null ? text(row.getString("undo_why")) : first;
    }

    private static String state(ResultSet row, long person) throws SQLException {
        if (row.getLong("set_by") > 0) {
            return "overruled";
        }
        String kind = row.getString("kind");
        if (kind == null) {
            return row.getString("undo_why") == null ? "counts" : "taken-back";
        }
        if (kind.equals("annul")) {
            return "annulled";
        }
        return row.getLong("holder") == person ? "moved" : "from";
    }

    private static String titled(@Nullable String title, String otherwise) {
        return title == null ? otherwise : title;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
