package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Signing in and out, for pages and the API alike. Thread-safe. */
public final class SignIn {
    /** How long a sign-in lasts. */
    public static final Duration LASTS = Duration.ofHours(12);

    private final Database database;
    private final Passwords passwords;
    private final Audit audit;
    private final Throttle throttle;
    private final InstantSource clock;

    public SignIn(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.passwords = new Passwords();
        this.audit = audit;
        this.throttle = new Throttle(clock);
        this.clock = clock;
    }

    /** What came of an attempt. */
    public sealed interface Outcome {
        /** In. The token is told once; it serves as cookie and as bearer. */
        record In(String token, Instant expires) implements Outcome {}

        /** Name or password is wrong; which of them is not said. */
        record Wrong() implements Outcome {}

        /** Too many failures: nothing was looked at. */
        record Wait(Duration time) implements Outcome {}
    }

    private record Known(long id, String hash) {}

    /** Tries to sign somebody in. Takes tens of milliseconds whether the user exists or not. */
    public Outcome signIn(String name, String password, String address) {
        String nameKey = "name " + name.toLowerCase(Locale.ROOT);
        String addressKey = "address " + address;
        Duration wait = longer(throttle.wait(nameKey), throttle.wait(addressKey));
        if (wait.isPositive()) {
            return new Outcome.Wait(wait);
        }
        Optional<Known> user = genuine(name, password);
        if (user.isEmpty()) {
            throttle.failed(nameKey);
            throttle.failed(addressKey);
            return new Outcome.Wrong();
        }
        throttle.succeeded(nameKey);
        return open(user.get().id(), name);
    }

    /** Ends the session of a token; nothing happens to an unknown one. */
    public void signOut(String token) {
        database.change(handle ->
                handle.execute("DELETE FROM web_session WHERE token_hash = ?", Tokens.hash(token)));
    }

    /** The user behind a request; bearer before cookie. */
    public Optional<SignedIn> who(Caller caller) {
        return caller.bearer().or(caller::cookie).flatMap(this::byToken);
    }

    String hash(String password) {
        return passwords.hash(password);
    }

    private Optional<SignedIn> byToken(String token) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT u.id, u.name, u.role, s.csrf
                                FROM web_session s JOIN hub_user u ON u.id = s.hub_user
                                WHERE s.token_hash = :hash AND s.expires_ms > :now
                                """)
                        .bind("hash", Tokens.hash(token))
                        .bind("now", clock.millis())
                        .map((row, context) ->
                                new SignedIn(
                                        row.getLong("id"),
                                        row.getString("name"),
                                        row.getString("role"),
                                        row.getString("csrf")))
                        .findOne());
    }

    private Optional<Known> find(String name) {
        return database.read(handle ->
                handle.createQuery("SELECT id, password_hash FROM hub_user WHERE name = :name")
                        .bind("name", name)
                        .map((row, context) -> new Known(row.getLong(1), row.getString(2)))
                        .findOne());
    }

    private Optional<Known> genuine(String name, String password) {
        if (password.length() > Passwords.LONGEST) {
            return Optional.empty();
        }
        Optional<Known> known = find(name);
        if (known.isEmpty()) {
            passwords.pretend(password);
        }
        return known.filter(user -> passwords.matches(password, user.hash()));
    }

    private Outcome open(long user, String name) {
        String token = Tokens.random();
        Instant expires = clock.instant().plus(LASTS);
        database.change(handle -> {
            handle.execute("DELETE FROM web_session WHERE expires_ms <= ?", clock.millis());
            handle.execute(
                    "INSERT INTO web_session (token_hash, hub_user, csrf, expires_ms)"
                            + " VALUES (?, ?, ?, ?)",
                    Tokens.hash(token),
                    user,
                    Tokens.random(),
                    expires.toEpochMilli());
            audit.add(handle, name, "sign in", name, "");
        });
        return new Outcome.In(token, expires);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
