package io.turnout.hub.credit;

import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What attendees earned, as the fold wrote it down. */
public final class StoredCredits implements Credits {
    private static final List<Reason> NOT_OVER = List.of(Reason.of(Rule.NOT_OVER));

    private final Database database;
    private final InstantSource clock;

    public StoredCredits(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<CreditLine> of(String event, long attendee) {
        return database.read(handle -> {
            Map<String, List<Credit>> credits = credits(handle, attendee);
            return handle.createQuery(
                            """
                            SELECT s.id, s.title, s.start_ms, s.end_ms, p.present_ms, p.counted_ms,
                                   p.counted_least_ms, p.counted_most_ms, p.granted, p.unsure,
                                   p.reasons
                            FROM presence p JOIN session s ON s.id = p.session
                            WHERE s.event = :event AND p.attendee = :attendee
                            ORDER BY s.start_ms, s.id
                            """)
                    .bind("event", event)
                    .bind("attendee", attendee)
                    .map((row, _) ->
                            line(row, credits.getOrDefault(row.getString("id"), List.of())))
                    .list();
        });
    }

    private static Map<String, List<Credit>> credits(Handle handle, long attendee) {
        Map<String, List<Credit>> credits = new HashMap<>();
        handle.createQuery(
                        "SELECT session, field, credits FROM credit WHERE attendee = :attendee"
                                + " ORDER BY session, place")
                .bind("attendee", attendee)
                .map((row, _) -> Map.entry(row.getString("session"), credit(row)))
                .forEach(one ->
                        credits.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        return credits;
    }

    private static Credit credit(ResultSet row) throws SQLException {
        return new Credit(row.getString("field"), new BigDecimal(row.getString("credits")));
    }

    private CreditLine line(ResultSet row, List<Credit> credits) throws SQLException {
        Instant end = Instant.ofEpochMilli(row.getLong("end_ms"));
        boolean over = !clock.instant().isBefore(end);
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
