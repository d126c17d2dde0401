package io.turnout.hub.store;

import io.turnout.hub.identity.Tokens;
import io.turnout.hub.start.CannotStart;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.jdbi.v3.core.Handle;

/** A real database in a directory of a test. */
public final class TestDatabase {
    /** As long as a real one is, and nobody's secret. */
    public static final String SALT = Base64.getEncoder().encodeToString(new byte[32]);

    private TestDatabase() {}

    public static Database in(Path directory) {
        try {
            return Database.open(directory);
        } catch (CannotStart e) {
            throw new AssertionError(e);
        }
    }

    /** An event {@code e1} with rooms r1 and r2, and a unit with a door of its own in each. */
    public static void seed(Database database) {
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                            + " VALUES ('e1', 'ABC', 'Event', 'UTC', ?, 0)",
                    SALT);
            for (int i = 1; i <= 2; i++) {
                handle.execute(
                        "INSERT INTO room (id, event, name, place) VALUES (?, 'e1', ?, ?)",
                        "r" + i,
                        "Room " + i,
                        i);
                handle.execute(
                        "INSERT INTO door (id, room, name) VALUES (?, ?, ?)",
                        "d" + i,
                        "r" + i,
                        "Door " + i);
                handle.execute(
                        "INSERT INTO unit (id, door, mode, secret_hash)"
                                + " VALUES (?, ?, 'auto', '')",
                        "u" + i,
                        "d" + i);
            }
        });
    }

    /** A session of {@code e1}. */
    public static void session(Database database, String id, String room, long start, long end) {
        database.change(handle ->
                handle.execute(
                        "INSERT INTO session (id, event, room, day, title, start_ms,"
                                + " end_ms, early_min, late_min)"
                                + " VALUES (?, 'e1', ?, '2026-01-31', ?, ?, ?, 15, 0)",
                        id,
                        room,
                        "Session " + id,
                        start,
                        end));
    }

    /** An attendee of {@code e1} with one badge. */
    public static void attendee(Database database, long id, String fingerprint) {
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO attendee (id, event, number, family_name, given_name)"
                            + " VALUES (?, 'e1', ?, 'Family', 'Given')",
                    id,
                    "N" + id);
            handle.execute(
                    "INSERT INTO badge (event, fingerprint, attendee, code)"
                            + " VALUES ('e1', ?, ?, ?)",
                    fingerprint,
                    id,
                    "CODE" + id);
        });
    }

    /**
     * A user with a role at the hub, or {@code none}, signed in for an hour: the token is the name,
     * and what every form must carry is {@code c}.
     */
    public static void user(Handle handle, long id, String name, String role) {
        long now = Instant.now().toEpochMilli();
        handle.execute(
                "INSERT INTO hub_user (id, name, password_hash, role, created_ms)"
                        + " VALUES (?, ?, 'x', ?, 0)",
                id,
                name,
                role);
        handle.execute(
                "INSERT INTO web_session (token_hash, hub_user, csrf, expires_ms, used_ms)"
                        + " VALUES (?, ?, 'c', ?, ?)",
                Tokens.hash(name),
                id,
                now + 3_600_000,
                now);
    }
}
