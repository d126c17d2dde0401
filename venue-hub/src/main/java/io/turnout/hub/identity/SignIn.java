package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Signing in and out, for pages and the API alike. Thread-safe. */
public final class SignIn {
    /** How long a sign-in lasts, however much it is used. */
    public static final Duration LASTS = Duration.ofHours(12);

    /** How long it lasts unused; a page that lives uses it. */
    public static final Duration IDLE = Duration.ofHours(2);

    /** How exactly its last use is kept. */
    private static final Duration USE = Duration.ofMinutes(1);

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

    private record Known(long id, String name, String hash) {}

    /** Tries to sign somebody in, who uses no browser. */
    public Outcome signIn(String name, String password, String address) {
        return signIn(name, password, address, "");
    }

    /**
     * Tries to sign somebody in. Takes tens of milliseconds whether the user exists or not.
     *
     * @param agent what the browser calls itself, for the user to tell sessions apart
     */
    public Outcome signIn(String name, String password, String address, String agent) {
        String nameKey = "name " + name.toLowerCase(Locale.ROOT);
        String addressKey = "address " + address;
        Duration wait = begin(nameKey, addressKey);
        if (wait.isPositive()) {
            return new Outcome.Wait(wait);
        }
        Optional<Known> user = genuine(name, password);
        if (user.isEmpty()) {
            return new Outcome.Wrong();
        }
        throttle.succeeded(nameKey);
        throttle.takeBack(addressKey);
        return start(user.get().id(), user.get().name(), agent);
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

    /** Whether this is the user's password; guessing is slowed as at the sign-in. */
    boolean isPasswordOf(String name, String password) {
        String key = "name " + name.toLowerCase(Locale.ROOT);
        if (throttle.begin(key).isPositive()) {
            return false;
        }
        boolean genuine = genuine(name, password).isPresent();
        if (genuine) {
            throttle.takeBack(key);
        }
        return genuine;
    }

    String hash(String password) {
        return passwords.hash(password);
    }

    private record Open(SignedIn user, long usedMs) {}

    private Optional<SignedIn> byToken(String token) {
        String hash = Tokens.hash(token);
        Optional<Open> open = database.read(handle -> open(handle, hash));
        open.filter(known -> known.usedMs() + USE.toMillis() <= clock.millis())
                .ifPresent(_ ->
                        database.change(handle ->
                                handle.execute(
                                        "UPDATE web_session SET used_ms = ? WHERE token_hash = ?",
                                        clock.millis(),
                                        hash)));
        return open.map(Open::user);
    }

    private Optional<Open> open(Handle handle, String hash) {
        return handle.createQuery(
                        """
                        SELECT u.id, u.name, u.role, s.csrf, s.used_ms
                        FROM web_session s JOIN hub_user u ON u.id = s.hub_user
                        WHERE s.token_hash = :hash AND s.expires_ms > :now
                          AND s.used_ms > :idle AND u.disabled = 0
                        """)
                .bind("hash", hash)
                .bind("now", clock.millis())
                .bind("idle", clock.millis() - IDLE.toMillis())
                .map((row, _) ->
                        new Open(
                                new SignedIn(
                                        row.getLong("id"),
                                        row.getString("name"),
                                        Grants.access(
                                                handle, row.getLong("id"), row.getString("role")),
                                        row.getString("csrf")),
                                row.getLong("used_ms")))
                .findOne();
    }

    private Optional<Known> find(String name) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT id, name, password_hash FROM hub_user WHERE name = :name"
                                        + " AND disabled = 0 AND password_hash <> ''")
                        .bind("name", name)
                        .map((row, _) ->
                                new Known(row.getLong(1), row.getString(2), row.getString(3)))
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

    private Outcome start(long user, String name, String agent) {
        String token = Tokens.random();
        Instant expires = clock.instant().plus(LASTS);
        database.change(handle -> {
            handle.execute(
                    "DELETE FROM web_session WHERE expires_ms <= ? OR used_ms <= ?",
                    clock.millis(),
                    clock.millis() - IDLE.toMillis());
            handle.execute(
                    "INSERT INTO web_session"
                            + " (token_hash, hub_user, csrf, expires_ms, started_ms, used_ms,"
                            + " agent) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    Tokens.hash(token),
                    user,
                    Tokens.random(),
                    expires.toEpochMilli(),
                    clock.millis(),
                    clock.millis(),
                    agent);
            audit.add(handle, name, "sign in", name, "");
        });
        return new Outcome.In(token, expires);
    }

    private Duration begin(String nameKey, String addressKey) {
        Duration wait = throttle.begin(nameKey);
        if (wait.isPositive()) {
            return wait;
        }
        Duration ofAddress = throttle.begin(addressKey);
        if (ofAddress.isPositive()) {
            throttle.takeBack(nameKey); // nothing was looked at
        }
        return ofAddress;
    }
}
