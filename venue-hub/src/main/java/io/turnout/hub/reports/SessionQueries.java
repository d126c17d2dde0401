package io.turnout.hub.reports;

import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.reports.Occupancy.Times;
import io.turnout.hub.reports.SessionList.Session;
import io.turnout.hub.web.VenueText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A session's page. The cost grows with the people in the session and the scans of its room while
 * it was open, and with nothing else.
 */
public final class SessionQueries {
    private static final String SESSION =
            "SELECT "
                    + SessionListQueries.COLUMNS
                    + " FROM session s JOIN room r ON r.id = s.room"
                    + " WHERE s.event = :event AND s.id = :id";
    private static final String CODE =
            """
            COALESCE((SELECT MIN(b.code) FROM badge b
                      WHERE b.attendee = a.id AND b.state = 'active'), '')
            """;
    private static final String STAYS =
            """
            SELECT a.id, a.number, a.given_name, a.family_name, <code>,
                   g.attendee IS NOT NULL AS registered,
                   p.inside, p.first_in_ms, p.last_out_ms, p.present_ms, p.walk_in,
                   p.ended_by, p.ended_ms,
                   COALESCE(p.least_ms, p.present_ms) AS least_ms,
                   COALESCE(p.most_ms, p.present_ms) AS most_ms
            FROM presence p
            JOIN attendee a ON a.id = p.attendee
            LEFT JOIN registration g ON g.attendee = p.attendee AND g.session = p.session
            WHERE p.session = :id ORDER BY a.number
            """;
    private static final String VISITS =
            """
            SELECT attendee, in_ms, out_ms,
                   CASE WHEN ended_by IN ('exit', 'entry-elsewhere') THEN 0 ELSE 1 END AS still_open
            FROM visit WHERE session = :id
            """;
    private static final String FLAGGED =
            """
            SELECT DISTINCT b.attendee
            FROM scan c JOIN badge b ON b.event = c.event AND b.fingerprint = c.badge
            WHERE c.entered = :id AND c.flagged = 1
            """;
    private static final String REFUSALS =
            """
            SELECT COUNT(*) AS every,
                   COALESCE(SUM(CASE WHEN c.reason IN ('full', 'full-as-far-as-known')
                                     THEN 1 ELSE 0 END), 0) AS no_seat
            FROM scan_when w JOIN scan c ON c.seq = w.seq
            WHERE w.room = :room AND w.at_ms >= :from AND w.at_ms <= :to
              AND c.outcome = 'refused'
            """;

    private record Refusals(long all, long full) {}

    /**
     * A session's page; empty where the event has no such session.
     *
     * @param codes whether its people have the codes of their badges; thousands of these take
     *     longer than all the rest
     */
    public Optional<SessionPage> read(
            Handle handle,
            String event,
            String id,
            boolean codes,
            VenueText text,
            Completeness complete) {
        return handle.createQuery(SESSION)
                .bind("event", event)
                .bind("id", id)
                .map((row, context) -> SessionListQueries.session(row))
                .findOne()
                .map(session -> page(handle, session, codes, text, complete));
    }

    private static SessionPage page(
            Handle handle, Session session, boolean codes, VenueText text, Completeness complete) {
        Refusals refusals = refusals(handle, session);
        Times times =
                new Times(
                        session.opensMs(),
                        session.startMs(),
                        session.endMs(),
                        text.now().toEpochMilli());
        return new SessionPage(
                session,
                stays(handle, session, codes),
                Occupancy.of(visits(handle, session), times),
                registered(handle, session),
                refusals.all(),
                refusals.full(),
                complete.in(session.roomId()),
                text);
    }

    private static List<Visit> visits(Handle handle, Session session) {
        return handle.createQuery(VISITS)
                .bind("id", session.id())
                .map((row, context) ->
                        new Visit(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4) == 1))
                .list();
    }

    private static List<Stay> stays(Handle handle, Session session, boolean codes) {
        Set<Long> flagged =
                handle.createQuery(FLAGGED)
                        .bind("id", session.id())
                        .mapTo(Long.class)
                        .collect(Collectors.toSet());
        return handle.createQuery(STAYS)
                .define("code", codes ? CODE : "''")
                .bind("id", session.id())
                .map((row, context) -> stay(row, flagged))
                .list();
    }

    /** With the codes of their badges; for a page of people. */
    static List<Stay> withCodes(Handle handle, List<Stay> stays) {
        if (stays.isEmpty()) {
            return stays;
        }
        Map<Long, String> codes =
                handle.createQuery(
                                "SELECT a.id, "
                                        + CODE
                                        + " AS code FROM attendee a WHERE a.id IN (<ids>)")
                        .bindList("ids", stays.stream().map(Stay::attendee).toList())
                        .map((row, _) -> Map.entry(row.getLong("id"), row.getString("code")))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return stays.stream()
                .map(stay -> stay.with(codes.getOrDefault(stay.attendee(), "")))
                .toList();
    }

    /** By places, not names: a session may have thousands. */
    private static Stay stay(ResultSet row, Set<Long> flagged) throws SQLException {
        return new Stay(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getInt(7) == 1,
                time(row, 8),
                time(row, 9),
                row.getLong(10),
                row.getInt(11) == 1,
                flagged.contains(row.getLong(1)),
                row.getString(12),
                time(row, 13),
                row.getLong(14),
                row.getLong(15));
    }

    private static Refusals refusals(Handle handle, Session session) {
        return handle.createQuery(REFUSALS)
                .bind("room", session.roomId())
                .bind("from", session.opensMs())
                .bind("to", session.endMs())
                .map((row, context) -> new Refusals(row.getLong("every"), row.getLong("no_seat")))
                .one();
    }

    private static long registered(Handle handle, Session session) {
        return handle.createQuery("SELECT COUNT(*) FROM registration WHERE session = :id")
                .bind("id", session.id())
                .mapTo(Long.class)
                .one();
    }

    private static Optional<Long> time(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
