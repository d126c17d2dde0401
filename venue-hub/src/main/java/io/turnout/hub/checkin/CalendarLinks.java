package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The addresses at which calendars read attendees' meetings. Unlike a personal link, one is good
 * until it is renewed: a calendar asks for years. It leads to meetings and to nothing else. The hub
 * keeps what it needs to know one again, and not the address. Thread-safe.
 */
final class CalendarLinks {
    private final Database database;
    private final InstantSource clock;

    CalendarLinks(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes an attendee's secret; the one before is over. */
    String renew(long attendee) {
        String token = Tokens.random();
        database.change(handle ->
                handle.execute(
                        "INSERT INTO calendar_link (attendee, token_hash, made_ms) VALUES (?, ?, ?)"
                                + " ON CONFLICT (attendee) DO UPDATE SET"
                                + " token_hash = excluded.token_hash, made_ms = excluded.made_ms",
                        attendee,
                        Tokens.hash(token),
                        clock.millis()));
        return token;
    }

    /** When an attendee's was made; empty where there is none. */
    Optional<Long> madeMs(long attendee) {
        return database.read(handle ->
                handle.createQuery("SELECT made_ms FROM calendar_link WHERE attendee = ?")
                        .bind(0, attendee)
                        .mapTo(Long.class)
                        .findOne());
    }

    /** The attendee of the event whose secret it is. */
    Optional<Long> read(EventId event, String token) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT a.id FROM calendar_link c JOIN attendee a"
                                        + " ON a.id = c.attendee WHERE c.token_hash = ?"
                                        + " AND a.event = ? AND a.erased_ms IS NULL")
                        .bind(0, Tokens.hash(token))
                        .bind(1, event.value())
                        .mapTo(Long.class)
                        .findOne());
    }
}
