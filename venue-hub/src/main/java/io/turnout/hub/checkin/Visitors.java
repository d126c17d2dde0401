package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Attendees who said who they are, each in one browser; organizers are elsewhere. Thread-safe. */
public final class Visitors {
    /** As long as events last; a phone that is handed on is not signed in for ever. */
    static final Duration LASTS = Duration.ofDays(14);

    private final Database database;
    private final InstantSource clock;

    public Visitors(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An attendee of the event.
     *
     * @param csrf what every form of this browser must carry
     * @param byLink whether they came by their personal link, and not by what others may know
     */
    public record Visitor(long attendee, String name, String csrf, boolean byLink) {}

    /** Signs in, and returns what the browser keeps. */
    String begin(long attendee, boolean byLink) {
        String token = Tokens.random();
        Instant now = clock.instant();
        database.change(handle -> {
            handle.execute(
                    "DELETE FROM attendee_session WHERE expires_ms <= ?", now.toEpochMilli());
            handle.execute(
                    "INSERT INTO attendee_session (token_hash, attendee, csrf, expires_ms,"
                            + " by_link) VALUES (?, ?, ?, ?, ?)",
                    Tokens.hash(token),
                    attendee,
                    Tokens.random(),
                    now.plus(LASTS).toEpochMilli(),
                    byLink ? 1 : 0);
        });
        return token;
    }

    /** Who a browser is of; empty where that is nobody of this event, or not any more. */
    Optional<Visitor> find(EventFacts event, String token) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT a.id, a.given_name, a.family_name, s.csrf, s.by_link
                                FROM attendee_session s JOIN attendee a ON a.id = s.attendee
                                WHERE s.token_hash = ? AND s.expires_ms > ? AND a.event = ?
                                  AND a.erased_ms IS NULL
                                """)
                        .bind(0, Tokens.hash(token))
                        .bind(1, clock.millis())
                        .bind(2, event.id().value())
                        .map((row, _) ->
                                new Visitor(
                                        row.getLong(1),
                                        (row.getString(2) + " " + row.getString(3)).strip(),
                                        row.getString(4),
                                        row.getInt(5) == 1))
                        .findOne());
    }

    void end(String token) {
        database.change(handle ->
                handle.execute(
                        "DELETE FROM attendee_session WHERE token_hash = ?", Tokens.hash(token)));
    }
}
