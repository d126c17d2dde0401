package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The users of this hub, and what each may do where. Nobody gets above what the one who gives it
 * may give, and there is always a super-admin who can sign in. Thread-safe.
 */
public final class Users {
    /** How long a link to choose a password is good for. */
    public static final Duration LINK_LASTS = Duration.ofDays(3);

    private static final String SELECT =
            """
            SELECT u.id, u.name, u.role, u.disabled, u.password_hash, u.version,
                   coalesce((SELECT max(s.used_ms) FROM web_session s
                             WHERE s.hub_user = u.id), 0) AS seen_ms
            FROM hub_user u
            """;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public Users(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a user is to be.
     *
     * @param inEvent by the id of an event; without those of no role there
     */
    public record Draft(String name, Role role, Map<String, Role> inEvent) {
        public Draft {
            inEvent = Map.copyOf(inEvent);
        }
    }

    /** What came of a change. */
    public sealed interface Outcome {
        record Done(User user) implements Outcome {}

        record NameTaken() implements Outcome {}

        /** Somebody else changed the user since the form was made. */
        record Stale(User now, Audit.Entry last) implements Outcome {}

        /** Only a super-admin may do this. */
        record NotAllowed() implements Outcome {}

        /** It would leave the hub without a super-admin who can sign in. */
        record LastSuperAdmin() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /** All users, by name. */
    public List<User> all() {
        return database.read(handle ->
                handle.createQuery(SELECT + " ORDER BY lower(u.name), u.name")
                        .map((row, _) -> user(handle, row))
                        .list());
    }

    public Optional<User> find(long id) {
        return database.read(handle -> find(handle, id));
    }

    /** The events there are, by id: their titles. */
    public Map<String, String> events() {
        return database.read(Grants::events);
    }

    /** Makes a user, who has no password yet. */
    public Outcome create(Draft draft, SignedIn by) {
        return database.write(handle -> {
            if (draft.role().isAdmin() && !by.may(Right.CHANGE_ADMINS)) {
                return new Outcome.NotAllowed();
            }
            if (named(handle, draft.name()).isPresent()) {
                return new Outcome.NameTaken();
            }
            handle.execute(
                    "INSERT INTO hub_user (name, password_hash, role, created_ms)"
                            + " VALUES (?, '', ?, ?)",
                    draft.name(),
                    draft.role().key(),
                    clock.millis());
            long id = named(handle, draft.name()).orElseThrow();
            Grants.replace(handle, id, draft.inEvent());
            audit.add(handle, by.name(), "make user", draft.name(), told(draft));
            return done(handle, id);
        });
    }

    /**
     * Changes a user's name and roles.
     *
     * @param version of the user that the form was made from
     */
    public Outcome change(long id, long version, Draft draft, SignedIn by) {
        return database.write(handle -> {
            Optional<User> found = find(handle, id);
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            User now = found.get();
            boolean admins = now.role().isAdmin() || draft.role().isAdmin();
            if (admins && !by.may(Right.CHANGE_ADMINS)) {
                return new Outcome.NotAllowed();
            }
            if (now.version() != version) {
                return new Outcome.Stale(now, audit.last(handle, now.name()));
            }
            if (named(handle, draft.name()).filter(other -> other != id).isPresent()) {
                return new Outcome.NameTaken();
            }
            if (draft.role() != Role.SUPER_ADMIN && isLastSuperAdmin(handle, now)) {
                return new Outcome.LastSuperAdmin();
            }
            return store(handle, now, draft, by);
        });
    }

    /** Lets a user in no more, at once, or again. */
    public Outcome disable(long id, boolean disabled, SignedIn by) {
        return database.write(handle -> {
            Optional<User> found = find(handle, id);
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            User now = found.get();
            if (now.role().isAdmin() && !by.may(Right.CHANGE_ADMINS)) {
                return new Outcome.NotAllowed();
            }
            if (disabled && isLastSuperAdmin(handle, now)) {
                return new Outcome.LastSuperAdmin();
            }
            handle.execute(
                    "UPDATE hub_user SET disabled = ?, version = version + 1 WHERE id = ?",
                    disabled ? 1 : 0,
                    id);
            handle.execute("DELETE FROM web_session WHERE hub_user = ?", id);
            handle.execute("DELETE FROM password_link WHERE hub_user = ?", id);
            String what = disabled ? "disable user" : "enable user";
            audit.add(handle, by.name(), what, now.name(), "");
            return done(handle, id);
        });
    }

    /** Ends all sessions of a user. */
    public Outcome signOut(long id, SignedIn by) {
        return database.write(handle -> {
            Optional<User> found = find(handle, id);
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            int ended = handle.execute("DELETE FROM web_session WHERE hub_user = ?", id);
            String name = found.get().name();
            audit.add(handle, by.name(), "sign out everywhere", name, ended + " sessions");
            return done(handle, id);
        });
    }

    /**
     * A link's token by which the user chooses a password, once; the one before is worth nothing
     * then. Empty where it is not this user's to give: it would open the account.
     */
    public Optional<String> link(long id, SignedIn by) {
        return database.write(handle -> {
            Optional<User> found =
                    find(handle, id)
                            .filter(user -> !user.disabled())
                            .filter(user -> !user.role().isAdmin() || by.may(Right.CHANGE_ADMINS));
            return found.map(user -> {
                String token = Tokens.random();
                handle.execute("DELETE FROM password_link WHERE hub_user = ?", id);
                handle.execute(
                        "INSERT INTO password_link (hub_user, token_hash, expires_ms)"
                                + " VALUES (?, ?, ?)",
                        id,
                        Tokens.hash(token),
                        clock.instant().plus(LINK_LASTS).toEpochMilli());
                audit.add(handle, by.name(), "make password link", user.name(), "");
                return token;
            });
        });
    }

    private Outcome store(Handle handle, User now, Draft draft, SignedIn by) {
        handle.execute(
                "UPDATE hub_user SET name = ?, role = ?, version = version + 1 WHERE id = ?",
                draft.name(),
                draft.role().key(),
                now.id());
        Grants.replace(handle, now.id(), draft.inEvent());
        String renamed = now.name().equals(draft.name()) ? "" : "was " + now.name() + ", ";
        audit.add(handle, by.name(), "change user", draft.name(), renamed + told(draft));
        return done(handle, now.id());
    }

    private Outcome done(Handle handle, long id) {
        return new Outcome.Done(find(handle, id).orElseThrow());
    }

    private static boolean isLastSuperAdmin(Handle handle, User user) {
        return user.role() == Role.SUPER_ADMIN
                && handle.createQuery(
                                        "SELECT count(*) FROM hub_user WHERE role = 'super-admin'"
                                                + " AND disabled = 0 AND password_hash <> '' AND id <>"
                                                + " ?")
                                .bind(0, user.id())
                                .mapTo(Long.class)
                                .one()
                        == 0;
    }

    private static Optional<User> find(Handle handle, long id) {
        return handle.createQuery(SELECT + " WHERE u.id = ?")
                .bind(0, id)
                .map((row, _) -> user(handle, row))
                .findOne();
    }

    private static Optional<Long> named(Handle handle, String name) {
        return handle.createQuery("SELECT id FROM hub_user WHERE lower(name) = lower(?)")
                .bind(0, name)
                .mapTo(Long.class)
                .findFirst();
    }

    private static User user(Handle handle, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new User(
                id,
                row.getString("name"),
                Role.find(row.getString("role")).orElse(Role.NONE),
                Grants.of(handle, id),
                row.getBoolean("disabled"),
                row.getString("password_hash").isEmpty(),
                row.getLong("seen_ms"),
                row.getLong("version"));
    }

    private static String told(Draft draft) {
        StringBuilder told = new StringBuilder("role " + draft.role().key());
        new TreeMap<>(draft.inEvent())
                .forEach((event, role) -> told.append(", ").append(event + " " + role.key()));
        return told.toString();
    }
}
