package io.turnout.hub.credit;

import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What attendees earned, as the fold wrote it down. */
public final class StoredCredits implements Credits {
    private static final List<Reason> NOT_OVER = List.of(Rule.NOT_OVER.alone());
    private static final String LINES =
            """
            SELECT p.attendee, s.id, s.title, s.start_ms, s.end_ms, p.present_ms, p.counted_ms,
                   p.counted_least_ms, p.counted_most_ms, p.granted, p.unsure, p.reasons
            FROM presence p JOIN session s ON s.id = p.session
            """;

    private final Database database;
    private final InstantSource clock;

    public StoredCredits(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<CreditLine> of(String event, long attendee) {
        return database.read(handle -> of(handle, event, attendee, clock.instant()));
    }

    /** As {@link #of(String, long)}, inside a transaction and as of a time. */
    public static List<CreditLine> of(Handle handle, String event, long attendee, Instant now) {
        Query credits =
                handle.createQuery(
                                "SELECT session AS line, field, credits FROM credit"
                                        + " WHERE attendee = :attendee ORDER BY session, place")
                        .bind("attendee", attendee);
        Map<String, List<Credit>> bySession = byLine(credits);
        return handle.createQuery(
                        LINES
                                + " WHERE s.event = :event AND p.attendee = :attendee"
                                + " ORDER BY s.start_ms, s.id")
                .bind("event", event)
                .bind("attendee", attendee)
                .map((row, _) ->
                        line(row, bySession.getOrDefault(row.getString("id"), List.of()), now))
                .list();
    }

    /** The lines of some attendees in one session, by attendee, inside a transaction. */
    public static Map<Long, CreditLine> in(
            Handle handle, String session, Collection<Long> attendees, Instant now) {
        if (attendees.isEmpty()) {
            return Map.of();
        }
        List<Long> some = List.copyOf(attendees);
        Query credits =
                handle.createQuery(
                                "SELECT attendee AS line, field, credits FROM credit"
                                        + " WHERE session = :session AND attendee IN (<some>)"
                                        + " ORDER BY attendee, place")
                        .bind("session", session)
                        .bindList("some", some);
        Map<String, List<Credit>> byAttendee = byLine(credits);
        Map<Long, CreditLine> lines = new HashMap<>();
        handle.createQuery(LINES + " WHERE p.session = :session AND p.attendee IN (<some>)")
                .bind("session", session)
                .bindList("some", some)
                .map((row, _) -> {
                    String attendee = row.getString("attendee");
                    return Map.entry(
                            Long.valueOf(attendee),
                            line(row, byAttendee.getOrDefault(attendee, List.of()), now));
                })
                .forEach(line -> lines.put(line.getKey(), line.getValue()));
        return lines;
    }

    private static Map<String, List<Credit>> byLine(Query query) {
        Map<String, List<Credit>> credits = new HashMap<>();
        query.map((row, _) -> Map.entry(row.getString("line"), Credit.of(row)))
                .forEach(one ->
                        credits.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        return credits;
    }

    /** Until a session is over, the fold's count has minutes that are still to come. */
    private static CreditLine line(ResultSet row, List<Credit> credits, Instant now)
            throws SQLException {
        Instant end = Instant.ofEpochMilli(row.getLong("end_ms"));
        boolean over = !now.isBefore(end);
        return new CreditLine(
                new SessionId(row.getString("id")),
                row.getString("title"),
                Instant.ofEpochMilli(row.getLong("start_ms")),
                end,
                time(row, "present_ms"),
                time(row, "counted_ms"),
                time(row, "counted_least_ms"),
                time(row, "counted_most_ms"),
                over && row.getInt("granted") == 1,
                over && row.getInt("unsure") == 1,
                over ? credits : List.of(),
                over ? ReasonText.read(row.getString("reasons")) : NOT_OVER);
    }

    private static Duration time(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(row.getLong(column));
    }
}
