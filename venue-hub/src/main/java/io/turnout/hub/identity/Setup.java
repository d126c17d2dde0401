package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/** Makes the first user, by a link that only who starts the hub can read, and that works once. */
public final class Setup {
    private final Database database;
    private final SignIn signIn;
    private final Audit audit;
    private final InstantSource clock;
    private final AtomicReference<String> keptHash = new AtomicReference<>("");

    public Setup(Database database, SignIn signIn, Audit audit, InstantSource clock) {
        this.database = database;
        this.signIn = signIn;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of it. */
    public enum Outcome {
        DONE,
        /** The link is wrong, or was used. */
        WRONG_TOKEN,
        BAD_NAME,
        /** Fewer than ten characters, or more than two hundred. */
        BAD_PASSWORD
    }

    /** A new one-time token, while there is no user; the one before is worth nothing then. */
    public Optional<String> offer() {
        if (database.read(Setup::hasUser)) {
            return Optional.empty();
        }
        String token = Tokens.random();
        keptHash.set(Tokens.hash(token));
        return Optional.of(token);
    }

    /** Whether a token is the one offered, unused. */
    public boolean isOffered(String token) {
        return Tokens.matches(token, keptHash.get());
    }

    /** Makes the first user, a super-admin. */
    public Outcome complete(String token, String name, String password) {
        if (!isOffered(token)) {
            return Outcome.WRONG_TOKEN;
        }
        if (name.isBlank() || name.length() > 100 || !name.equals(name.strip())) {
            return Outcome.BAD_NAME;
        }
        if (!Passwords.fits(password)) {
            return Outcome.BAD_PASSWORD;
        }
        String hash = signIn.hash(password);
        boolean made = database.write(handle -> makeFirst(handle, name, hash));
        keptHash.set("");
        return made ? Outcome.DONE : Outcome.WRONG_TOKEN;
    }

    private boolean makeFirst(Handle handle, String name, String hash) {
        if (hasUser(handle)) {
            return false;
        }
        handle.execute(
                "INSERT INTO hub_user (name, password_hash, role, created_ms) VALUES (?, ?, ?, ?)",
                name,
                hash,
                Role.SUPER_ADMIN.key(),
                clock.millis());
        audit.add(handle, name, "set up the first user", name, "");
        return true;
    }

    private static boolean hasUser(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM hub_user").mapTo(Long.class).one() > 0;
    }
}
