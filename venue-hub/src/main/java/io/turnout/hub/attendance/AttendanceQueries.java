package io.turnout.hub.attendance;

import io.turnout.hub.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What pages, exports and the API ask of scans and presence. Each answer is of one moment. */
public final class AttendanceQueries {
    private static final String REFUSED_BY_SESSION =
            """
            SELECT (SELECT n.id FROM session n WHERE n.room = s.room
                      AND COALESCE(t.best_ms, s.wall_ms) >= n.start_ms - n.early_min * 60000
                      AND COALESCE(t.best_ms, s.wall_ms) < n.end_ms
                    ORDER BY n.start_ms DESC, n.id LIMIT 1) AS session, count(*) AS refused
            FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
            WHERE s.event = :event AND s.outcome = 'refused' GROUP BY 1
            """;

    private final Database database;

    public AttendanceQueries(Database database) {
        this.database = database;
    }

    /**
     * One session in numbers.
     *
     * @param inside who entered and was not seen leaving; when the session is over, how many that
     *     were
     * @param ins entries read
     * @param outs exits read
     * @param derived exits that nobody read, derived from entries elsewhere
     * @param conflicts entries to it without effect, because another counts (a double use)
     * @param refused refusals at its room's doors while it was the latest session to open
     * @param attendees how many different attendees entered
     */
    public record SessionCount(
            String session,
            long inside,
            long ins,
            long outs,
            long derived,
            long conflicts,
            long refused,
            long attendees) {}

    /** An event in numbers. */
    public record Totals(long scans, long admitted, long refused, long askStaff) {}

    /**
     * How much of a journal has arrived.
     *
     * @param upTo everything from 1 to here
     * @param highest the highest that arrived; above {@code upTo} there are gaps
     */
    public record Arrival(String unit, String epoch, long upTo, long highest, Instant received) {}

    /** The three together. */
    public record Counts(List<SessionCount> sessions, Totals totals, List<Arrival> units) {}

    /** An attendee in a session, for people who may see names. */
    public record Person(
            long attendee,
            String number,
            String familyName,
            String givenName,
            boolean registered,
            boolean inside,
            Optional<Instant> firstIn,
            Optional<Instant> lastOut,
            long presentMs,
            long ins,
            long outs,
            boolean walkIn) {}

    /** Somebody came or went; for occupancy over time. */
    public record Step(Instant at, boolean in) {}

    /** All counts of an event, sessions by start. */
    public Counts counts(String event) {
        return database.read(handle ->
                new Counts(
                        sessions(handle, event), totals(handle, event), arrivals(handle, event)));
    }

    /** Everybody who entered a session or is registered for it, by name. */
    public List<Person> people(String session) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT a.id, a.number, a.family_name, a.given_name,
                                       r.session IS NOT NULL AS registered, p.inside,
                                       p.first_in_ms, p.last_out_ms, p.present_ms, p.ins,
                                       p.outs, p.walk_in
                                FROM attendee a
                                LEFT JOIN presence p
                                  ON p.attendee = a.id AND p.session = :session
                                LEFT JOIN registration r
                                  ON r.attendee = a.id AND r.session = :session
                                WHERE a.id IN (
                                    SELECT attendee FROM presence WHERE session = :session
                                    UNION
                                    SELECT attendee FROM registration
                                    WHERE session = :session)
                                ORDER BY a.family_name, a.given_name, a.number
                                """)
                        .bind("session", session)
                        .map((row, context) -> person(row))
                        .list());
    }

    /**
     * How many were inside a session over time: everybody's first entry and last exit, oldest
     * first. Who went out and in again in between counts as inside throughout.
     */
    public List<Step> steps(String session) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT first_in_ms AS at, 1 AS came FROM presence
                                WHERE session = :session AND first_in_ms IS NOT NULL
                                UNION ALL
                                SELECT last_out_ms, 0 FROM presence
                                WHERE session = :session AND inside = 0
                                  AND last_out_ms IS NOT NULL
                                ORDER BY 1, 2 DESC
                                """)
                        .bind("session", session)
                        .map((row, context) ->
                                new Step(Instant.ofEpochMilli(row.getLong(1)), row.getInt(2) == 1))
                        .list());
    }

    private static List<SessionCount> sessions(Handle handle, String event) {
        return handle.createQuery(
                        "WITH refusals AS ("
                                + REFUSED_BY_SESSION
                                + """
                                ), present AS (
                                  SELECT session, sum(inside) AS inside, sum(ins) AS ins,
                                         sum(outs) AS outs, sum(derived_outs) AS derived,
                                         count(first_in_ms) AS attendees
                                  FROM presence GROUP BY session),
                                twice AS (
                                  SELECT o.entered AS session, count(*) AS conflicts
                                  FROM double_use d JOIN scan o ON o.unit = d.other_unit
                                    AND o.epoch = d.other_epoch AND o.number = d.other_number
                                  GROUP BY o.entered)
                                SELECT s.id, coalesce(p.inside, 0), coalesce(p.ins, 0),
                                       coalesce(p.outs, 0), coalesce(p.derived, 0),
                                       coalesce(t.conflicts, 0), coalesce(r.refused, 0),
                                       coalesce(p.attendees, 0)
                                FROM session s
                                LEFT JOIN present p ON p.session = s.id
                                LEFT JOIN twice t ON t.session = s.id
                                LEFT JOIN refusals r ON r.session = s.id
                                WHERE s.event = :event ORDER BY s.start_ms, s.id
                                """)
                .bind("event", event)
                .map((row, context) ->
                        new SessionCount(
                                row.getString(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8)))
                .list();
    }

    private static Totals totals(Handle handle, String event) {
        return handle.createQuery(
                        """
                        SELECT count(*), count(CASE WHEN outcome = 'admitted' THEN 1 END),
                               count(CASE WHEN outcome = 'refused' THEN 1 END),
                               count(CASE WHEN outcome = 'ask-staff' THEN 1 END)
                        FROM scan WHERE event = :event
                        """)
                .bind("event", event)
                .map((row, context) ->
                        new Totals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .one();
    }

    private static List<Arrival> arrivals(Handle handle, String event) {
        return handle.createQuery(
                        """
                        SELECT j.unit, j.epoch, j.up_to, j.highest, j.received_ms
                        FROM journal j
                        JOIN unit u ON u.id = j.unit JOIN door d ON d.id = u.door
                        JOIN room r ON r.id = d.room
                        WHERE r.event = :event ORDER BY j.unit, j.received_ms
                        """)
                .bind("event", event)
                .map((row, context) ->
                        new Arrival(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4),
                                Instant.ofEpochMilli(row.getLong(5))))
                .list();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("number"),
                row.getString("family_name"),
                row.getString("given_name"),
                row.getBoolean("registered"),
                row.getBoolean("inside"),
                instant(row, "first_in_ms"),
                instant(row, "last_out_ms"),
                row.getLong("present_ms"),
                row.getLong("ins"),
                row.getLong("outs"),
                row.getBoolean("walk_in"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
    }
}
