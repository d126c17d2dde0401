package io.turnout.hub.corrections;

import io.turnout.hub.attendance.ScanName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What corrections there are, inside one transaction. */
record CorrectionQueries(Handle handle) {
    /** Lines of one correction that a list shows. */
    static final int LINES = 5;

    private static final int MOST_SINCE = 20;

    private static final String COLUMNS =
            """
            SELECT c.number, c.kind, COALESCE(c.undoes, 0) AS undoes, c.why, c.who, c.made_ms,
                   c.people,
                   COALESCE((SELECT MAX(u.number) FROM correction u WHERE u.undoes = c.number
                     AND u.number NOT IN (SELECT number FROM correction_undone)), 0) AS undone_by
            FROM correction c WHERE c.event = :event
            """;

    private static final String OF_PERSON =
            """
             AND COALESCE(c.about, c.number) IN (
               SELECT l.correction FROM correction_line l WHERE l.attendee = :person
               UNION
               SELECT l.correction FROM badge b
               JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
               JOIN correction_line l ON l.unit = s.unit AND l.epoch = s.epoch
                 AND l.number = s.number
               WHERE b.attendee = :person)
            """;

    private static final String OF_SESSION =
            """
             AND COALESCE(c.about, c.number) IN (
               SELECT l.correction FROM correction_line l WHERE l.session = :session
               UNION
               SELECT l.correction FROM correction_line l
               JOIN scan s ON s.unit = l.unit AND s.epoch = l.epoch AND s.number = l.number
               WHERE s.entered = :session OR s.left_session = :session)
            """;

    /**
     * What a list is asked for.
     *
     * @param kind empty for all
     * @param state {@code holds}, {@code undone}, or anything else for all
     */
    record Asked(
            String event,
            String kind,
            String state,
            Optional<Long> person,
            Optional<String> session) {
        String where() {
            String holds = "c.number NOT IN (SELECT number FROM correction_undone)";
            return (kind.isEmpty() ? "" : " AND c.kind = :kind")
                    + switch (state) {
                        case "holds" -> " AND " + holds + " AND c.kind <> 'undo'";
                        case "undone" -> " AND NOT " + holds;
                        default -> "";
                    }
                    + (person.isPresent() ? OF_PERSON : "")
                    + (session.isPresent() ? OF_SESSION : "");
        }

        Map<String, Object> values() {
            Map<String, Object> values = new HashMap<>(Map.of("event", event));
            if (!kind.isEmpty()) {
                values.put("kind", kind);
            }
            person.ifPresent(id -> values.put("person", id));
            session.ifPresent(id -> values.put("session", id));
            return values;
        }
    }

    /** A page of the list, the last first. */
    List<Listed> page(Asked asked, int offset, int most) {
        return handle
                .createQuery(
                        COLUMNS
                                + asked.where()
                                + " ORDER BY c.number DESC LIMIT :most OFFSET :from")
                .bindMap(asked.values())
                .bind("most", most)
                .bind("from", offset)
                .map((row, _) -> listed(row))
                .stream()
                .map(this::withLines)
                .toList();
    }

    long count(Asked asked) {
        return handle.createQuery("SELECT count(*) FROM (" + COLUMNS + asked.where() + ") AS them")
                .bindMap(asked.values())
                .mapTo(Long.class)
                .one();
    }

    Optional<Listed> find(String event, long number) {
        return handle.createQuery(COLUMNS + " AND c.number = :number")
                .bind("event", event)
                .bind("number", number)
                .map((row, _) -> listed(row))
                .findOne()
                .map(this::withLines);
    }

    /** Those made after one, the last first. */
    List<Listed> since(String event, long number) {
        return handle.createQuery(
                        COLUMNS + " AND c.number > :number ORDER BY c.number DESC LIMIT :most")
                .bind("event", event)
                .bind("number", number)
                .bind("most", MOST_SINCE)
                .map((row, _) -> listed(row))
                .list();
    }

    /** Those made after one, in their order, without lines. */
    List<Listed> after(String event, long number, int most) {
        return handle.createQuery(COLUMNS + " AND c.number > :number ORDER BY c.number LIMIT :most")
                .bind("event", event)
                .bind("number", number)
                .bind("most", most)
                .map((row, _) -> listed(row))
                .list();
    }

    boolean isUndone(long number) {
        return handle.createQuery("SELECT count(*) FROM correction_undone WHERE number = ?")
                        .bind(0, number)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Somebody who is not of the event. */
    Optional<Long> lacking(String event, Collection<Long> attendees) {
        Set<Long> lacking = new HashSet<>(attendees);
        if (!lacking.isEmpty()) {
            handle.createQuery("SELECT id FROM attendee WHERE event = ?")
                    .bind(0, event)
                    .mapTo(Long.class)
                    .forEach(lacking::remove);
        }
        return lacking.stream().findFirst();
    }

    /** The times inside that count, as people type them. */
    List<String> times(long attendee, String session, ZoneId zone) {
        return handle.createQuery(
                        "SELECT in_ms, out_ms FROM visit WHERE attendee = ? AND session = ?"
                                + " AND out_ms > in_ms ORDER BY place")
                .bind(0, attendee)
                .bind(1, session)
                .map((row, _) ->
                        TypedTimes.written(row.getLong(1), zone)
                                + "\u2013"
                                + TypedTimes.written(row.getLong(2), zone))
                .list();
    }

    /** Who has a number. */
    Optional<Long> byNumber(String event, String number) {
        return handle.createQuery("SELECT id FROM attendee WHERE event = ? AND number = ?")
                .bind(0, event)
                .bind(1, number)
                .mapTo(Long.class)
                .findOne();
    }

    /** Whether a scan is here and of another event. One that has not arrived may be of this. */
    boolean isElsewhere(String event, ScanName scan) {
        return handle.createQuery(
                                "SELECT count(*) FROM scan WHERE unit = ? AND epoch = ?"
                                        + " AND number = ? AND COALESCE(event, '') <> ?")
                        .bind(0, scan.unit())
                        .bind(1, scan.epoch())
                        .bind(2, scan.number())
                        .bind(3, event)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** How many of those whom corrections are about are not folded yet. */
    long waiting() {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM correction c JOIN correction_mark m ON m.id = 1
                        LEFT JOIN correction_line l ON l.correction = COALESCE(c.about, c.number)
                        WHERE c.number > m.number
                        """)
                .mapTo(Long.class)
                .one();
    }

    private Listed withLines(Listed listed) {
        List<Listed.Line> lines = new ArrayList<>();
        handle.createQuery(
                        """
                        SELECT COALESCE(l.attendee, b.attendee, 0) AS whose,
                               a.given_name, a.family_name, a.number AS person_number,
                               h.given_name AS from_given, h.family_name AS from_family,
                               l.attendee, l.session, x.title, l.in_ms, l.out_ms,
                               COALESCE(t.best_ms, s.wall_ms) AS at_ms, l.unit, l.number
                        FROM correction_line l
                        LEFT JOIN scan s ON s.unit = l.unit AND s.epoch = l.epoch
                          AND s.number = l.number
                        LEFT JOIN scan_time t ON t.seq = s.seq
                        LEFT JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                        LEFT JOIN attendee a ON a.id = COALESCE(l.attendee, b.attendee)
                        LEFT JOIN attendee h ON h.id = b.attendee
                        LEFT JOIN session x ON x.id = l.session
                        WHERE l.correction = COALESCE(
                          (SELECT about FROM correction WHERE number = :number), :number)
                        ORDER BY l.place LIMIT :most
                        """)
                .bind("number", listed.number())
                .bind("most", LINES)
                .map((row, _) -> line(row))
                .forEach(lines::add);
        return new Listed(
                listed.number(),
                listed.kind(),
                listed.undoes(),
                listed.undoneBy(),
                listed.why(),
                listed.who(),
                listed.madeMs(),
                listed.people(),
                lines);
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getLong("number"),
                row.getString("kind"),
                row.getLong("undoes"),
                row.getLong("undone_by"),
                row.getString("why"),
                row.getString("who"),
                row.getLong("made_ms"),
                row.getLong("people"),
                List.of());
    }

    private static Listed.Line line(ResultSet row) throws SQLException {
        String name = name(row.getString("given_name"), row.getString("family_name"));
        String holder = name(row.getString("from_given"), row.getString("from_family"));
        boolean moved = row.getString("unit") != null && row.getString("attendee") != null;
        return new Listed.Line(
                row.getLong("whose"),
                moved ? holder : name,
                moved && !holder.equals(name) ? name : "",
                text(row.getString("session")),
                text(row.getString("title")),
                row.getLong("in_ms"),
                row.getLong("out_ms"),
                row.getLong("at_ms"),
                row.getString("unit") == null
                        ? ""
                        : row.getString("unit") + " " + row.getLong("number"));
    }

    private static String name(@Nullable String given, @Nullable String family) {
        return (text(given) + " " + text(family)).strip();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
