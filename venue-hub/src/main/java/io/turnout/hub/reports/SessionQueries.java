package io.turnout.hub.reports;

import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.reports.Occupancy.Times;
import io.turnout.hub.reports.SessionList.Session;
import io.turnout.hub.web.VenueText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
    private static final String STAYS =
            """
            SELECT a.id, a.number, a.given_name, a.family_name,
                   COALESCE((SELECT MIN(b.code) FROM badge b
                             WHERE b.attendee = a.id AND b.state = 'active'), '') AS code,
                   g.attendee IS NOT NULL AS registered,
                   p.inside, p.first_in_ms, p.last_out_ms, p.present_ms, p.walk_in,
                   COALESCE(p.least_ms, p.present_ms) AS least_ms,
                   COALESCE(p.most_ms, p.present_ms) AS most_ms
            FROM presence p
            JOIN attendee a ON a.id = p.attendee
            LEFT JOIN registration g ON g.attendee = p.attendee AND g.session = p.session
            WHERE p.session = :id
            """;
    private static final String ENTRIES =
            """
            SELECT b.attendee, COALESCE(t.best_ms, c.wall_ms) AS at_ms, c.flagged, 1 AS came
            FROM scan c LEFT JOIN scan_time t ON t.seq = c.seq
            JOIN badge b ON b.event = c.event AND b.fingerprint = c.badge
            WHERE c.entered = :id
            """;
    private static final String EXITS =
            """
            SELECT b.attendee, w.at_ms, c.flagged, 0 AS came
            FROM scan_when w JOIN scan c ON c.seq = w.seq
            JOIN badge b ON b.event = c.event AND b.fingerprint = c.badge
            WHERE w.room = :room AND w.at_ms >= :from AND w.at_ms <= :to AND c.leaves = 1
              AND (c.left_session IS NULL OR c.left_session = :id)
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

    /** A session's page; empty where the event has no such session. */
    public Optional<SessionPage> read(
            Handle handle, String event, String id, VenueText text, List<UnitView> units) {
        return handle.createQuery(SESSION)
                .bind("event", event)
                .bind("id", id)
                .map((row, context) -> SessionListQueries.session(row))
                .findOne()
                .map(session -> page(handle, session, text, units));
    }

    private static SessionPage page(
            Handle handle, Session session, VenueText text, List<UnitView> units) {
        List<Move> moves = moves(handle, session);
        List<Stay> stays = stays(handle, session, moves);
        Refusals refusals = refusals(handle, session);
        Times times =
                new Times(
                        session.opensMs(),
                        session.startMs(),
                        session.endMs(),
                        text.now().toEpochMilli());
        return new SessionPage(
                session,
                stays,
                Occupancy.of(moves, stays, times),
                registered(handle, session),
                refusals.all(),
                refusals.full(),
                units.stream().filter(unit -> unit.roomId().equals(session.roomId())).toList(),
                text);
    }

    private static List<Move> moves(Handle handle, Session session) {
        List<Move> moves = new ArrayList<>();
        handle.createQuery(ENTRIES)
                .bind("id", session.id())
                .map((row, context) -> move(row))
                .forEach(moves::add);
        handle.createQuery(EXITS)
                .bind("id", session.id())
                .bind("room", session.roomId())
                .bind("from", session.opensMs())
                .bind("to", session.endMs())
                .map((row, context) -> move(row))
                .forEach(moves::add);
        return moves;
    }

    private static Move move(ResultSet row) throws SQLException {
        return new Move(
                row.getLong("attendee"),
                row.getLong("at_ms"),
                row.getInt("came") == 1,
                row.getInt("flagged") == 1);
    }

    private static List<Stay> stays(Handle handle, Session session, List<Move> moves) {
        Set<Long> flagged =
                moves.stream()
                        .filter(move -> move.in() && move.flagged())
                        .map(Move::attendee)
                        .collect(Collectors.toSet());
        return handle.createQuery(STAYS)
                .bind("id", session.id())
                .map((row, context) -> stay(row, flagged))
                .list();
    }

    private static Stay stay(ResultSet row, Set<Long> flagged) throws SQLException {
        return new Stay(
                row.getLong("id"),
                row.getString("number"),
                row.getString("given_name"),
                row.getString("family_name"),
                row.getString("code"),
                row.getBoolean("registered"),
                row.getInt("inside") == 1,
                time(row, "first_in_ms"),
                time(row, "last_out_ms"),
                row.getLong("present_ms"),
                row.getInt("walk_in") == 1,
                flagged.contains(row.getLong("id")),
                row.getLong("least_ms"),
                row.getLong("most_ms"));
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

    private static Optional<Long> time(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
