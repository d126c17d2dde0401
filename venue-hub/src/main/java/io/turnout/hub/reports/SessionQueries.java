package io.turnout.hub.reports;

import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.reports.Occupancy.Times;
import io.turnout.hub.reports.SessionList.Session;
import io.turnout.hub.web.VenueText;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A session's page without its people. The database adds up; read is only the line of who was
 * inside when. So the cost grows with the people of the session and what its room refused, and with
 * nothing else.
 */
public final class SessionQueries {
    private static final String SESSION =
            "SELECT "
                    + SessionListQueries.COLUMNS
                    + " FROM session s JOIN room r ON r.id = s.room"
                    + " WHERE s.event = :event AND s.id = :id";
    private static final String SUMS =
            """
            SELECT COUNT(*) AS people,
                   COALESCE(SUM(p.inside), 0) AS inside,
                   COUNT(p.first_in_ms) AS came_in,
                   COALESCE(SUM(CASE WHEN p.inside = 0 AND p.first_in_ms IS NOT NULL
                                     THEN 1 ELSE 0 END), 0) AS went_out,
                   COALESCE(SUM(CASE WHEN p.inside = 0 AND p.ended_by = 'entry-elsewhere'
                                     THEN 1 ELSE 0 END), 0) AS derived,
                   COALESCE(SUM(CASE WHEN p.first_in_ms IS NOT NULL AND g.attendee IS NOT NULL
                                     THEN 1 ELSE 0 END), 0) AS registered
            FROM presence p
            JOIN attendee a ON a.id = p.attendee
            LEFT JOIN registration g ON g.attendee = p.attendee AND g.session = p.session
            WHERE p.session = :id
            """;
    private static final String VISITS =
            """
            SELECT attendee, in_ms, out_ms,
                   CASE WHEN ended_by IN ('exit', 'entry-elsewhere') THEN 0 ELSE 1 END AS still_open
            FROM visit WHERE session = :id
            """;

    /** From the few that are refused on, with their best time; scan_when would read all scans. */
    private static final String REFUSALS =
            """
            SELECT COUNT(*) AS every,
                   COALESCE(SUM(CASE WHEN c.reason IN ('full', 'full-as-far-as-known')
                                     THEN 1 ELSE 0 END), 0) AS no_seat
            FROM scan c LEFT JOIN scan_time t ON t.seq = c.seq
            WHERE c.room = :room AND c.outcome = 'refused'
              AND COALESCE(t.best_ms, c.wall_ms) BETWEEN :from AND :to
            """;

    private record Refusals(long all, long full) {}

    /** A session's page; empty where the event has no such session. */
    public Optional<SessionPage> read(
            Handle handle, String event, String id, VenueText text, Completeness complete) {
        return handle.createQuery(SESSION)
                .bind("event", event)
                .bind("id", id)
                .map((row, context) -> SessionListQueries.session(row))
                .findOne()
                .map(session -> page(handle, session, text, complete));
    }

    private static SessionPage page(
            Handle handle, Session session, VenueText text, Completeness complete) {
        Refusals refusals = refusals(handle, session);
        Times times =
                new Times(
                        session.opensMs(),
                        session.startMs(),
                        session.endMs(),
                        text.now().toEpochMilli());
        return new SessionPage(
                session,
                sums(handle, session),
                Occupancy.of(visits(handle, session), times),
                registered(handle, session),
                refusals.all(),
                refusals.full(),
                complete.in(session.roomId()),
                text);
    }

    private static SessionPage.Sums sums(Handle handle, Session session) {
        return handle.createQuery(SUMS)
                .bind("id", session.id())
                .map((row, _) ->
                        new SessionPage.Sums(
                                row.getLong("people"),
                                row.getLong("inside"),
                                row.getLong("came_in"),
                                row.getLong("went_out"),
                                row.getLong("derived"),
                                row.getLong("registered")))
                .one();
    }

    private static List<Visit> visits(Handle handle, Session session) {
        return handle.createQuery(VISITS)
                .bind("id", session.id())
                .map((row, context) ->
                        new Visit(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4) == 1))
                .list();
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
}
