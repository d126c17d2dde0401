package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What users do with their own account: a password, and where they are signed in. Thread-safe. */
public final class OwnAccount {
    private final Database database;
    private final SignIn signIn;
    private final Audit audit;
    private final InstantSource clock;

    public OwnAccount(Database database, SignIn signIn, Audit audit, InstantSource clock) {
        this.database = database;
        this.signIn = signIn;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A running session.
     *
     * @param id names it, and opens nothing
     * @param agent what its browser calls itself; empty for a program
     */
    public record Session(String id, long startedMs, long usedMs, String agent, boolean own) {}

    /** What came of choosing a password. */
    public enum Outcome {
        DONE,
        /** The link is wrong, used or too old; or the former password is wrong. */
        WRONG,
        /** Fewer than ten characters, or more than two hundred. */
        BAD_PASSWORD
    }

    /** The running sessions of a user, the latest first. */
    public List<Session> sessions(long user, String token) {
        String own = Tokens.hash(token);
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT token_hash, started_ms, used_ms, agent FROM web_session
                                WHERE hub_user = ? AND expires_ms > ? AND used_ms > ?
                                ORDER BY used_ms DESC
                                """)
                        .bind(0, user)
                        .bind(1, clock.millis())
                        .bind(2, clock.millis() - SignIn.IDLE.toMillis())
                        .map((row, _) ->
                                new Session(
                                        row.getString(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getString(4),
                                        row.getString(1).equals(own)))
                        .list());
    }

    /** Ends one session of a user. */
    public boolean end(long user, String session) {
        return database.write(handle ->
                handle.execute(
                                "DELETE FROM web_session WHERE hub_user = ? AND token_hash = ?",
                                user,
                                session)
                        > 0);
    }

    /** Ends all sessions of a user but the one of a token; tells how many. */
    public int endOthers(long user, String token) {
        return database.write(handle -> endOthers(handle, user, token));
    }

    /** Puts a new password in place of the former; all other sessions end. */
    public Outcome change(long user, String token, String former, String wanted) {
        if (!Passwords.fits(wanted)) {
            return Outcome.BAD_PASSWORD;
        }
        String name = database.read(handle -> name(handle, user));
        if (!signIn.isPasswordOf(name, former)) {
            return Outcome.WRONG;
        }
        String hash = signIn.hash(wanted);
        database.change(handle -> {
            store(handle, user, hash);
            int ended = endOthers(handle, user, token);
            audit.add(handle, name, "change password", name, ended + " sessions ended");
        });
        return Outcome.DONE;
    }

    /** Whose link this is; empty where it is wrong, used or too old. */
    public Optional<String> linked(String token) {
        return database.read(handle -> byLink(handle, token).map(user -> name(handle, user)));
    }

    /** Chooses a password by a link, which works once; all sessions there were end. */
    public Outcome choose(String token, String wanted) {
        if (linked(token).isEmpty()) {
            return Outcome.WRONG;
        }
        if (!Passwords.fits(wanted)) {
            return Outcome.BAD_PASSWORD;
        }
        String hash = signIn.hash(wanted);
        boolean done =
                database.write(handle -> {
                    Optional<Long> user = byLink(handle, token);
                    user.ifPresent(id -> {
                        store(handle, id, hash);
                        handle.execute("DELETE FROM web_session WHERE hub_user = ?", id);
                        String name = name(handle, id);
                        audit.add(handle, name, "choose password", name, "by link");
                    });
                    return user.isPresent();
                });
        return done ? Outcome.DONE : Outcome.WRONG;
    }

    private static void store(Handle handle, long user, String hash) {
        handle.execute("UPDATE hub_user SET password_hash = ? WHERE id = ?", hash, user);
        handle.execute("DELETE FROM password_link WHERE hub_user = ?", user);
    }

    private static int endOthers(Handle handle, long user, String token) {
        return handle.execute(
                "DELETE FROM web_session WHERE hub_user = ? AND token_hash <> ?",
                user,
                Tokens.hash(token));
    }

    private Optional<Long> byLink(Handle handle, String token) {
        return handle.createQuery(
                        """
                        SELECT l.hub_user FROM password_link l
                        JOIN hub_user u ON u.id = l.hub_user
                        WHERE l.token_hash = ? AND l.expires_ms > ? AND u.disabled = 0
                        """)
                .bind(0, Tokens.hash(token))
                .bind(1, clock.millis())
                .mapTo(Long.class)
                .findOne();
    }

    private static String name(Handle handle, long user) {
        return handle.createQuery("SELECT name FROM hub_user WHERE id = ?")
                .bind(0, user)
                .mapTo(String.class)
                .one();
    }
}
