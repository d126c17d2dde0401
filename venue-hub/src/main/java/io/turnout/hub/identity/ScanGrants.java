package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Who may scan badges by hand where, as it is set for a person (C-2). Thread-safe. */
public final class ScanGrants {
    private final Database database;
    private final Audit audit;

    public ScanGrants(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** At which sessions of an event. */
    public enum Scope {
        /** As the role there says. */
        ROLE,
        ALL,
        /** Those chosen, also where the role would allow all. */
        CHOSEN;

        /** As it is stored and sent. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The scope of that key. */
        static Optional<Scope> find(String key) {
            return Arrays.stream(values()).filter(scope -> scope.key().equals(key)).findFirst();
        }

        Set<Right> rights() {
            return switch (this) {
                case ROLE -> EnumSet.noneOf(Right.class);
                case ALL -> EnumSet.of(Right.SCAN, Right.SCAN_SOME);
                case CHOSEN -> EnumSet.of(Right.SCAN_SOME);
            };
        }

        Set<Right> with(Set<Right> role) {
            Set<Right> rights = EnumSet.copyOf(rights());
            rights.addAll(role);
            if (this == CHOSEN) {
                rights.remove(Right.SCAN);
            }
            return rights;
        }
    }

    /**
     * What is set for a person in an event.
     *
     * @param sessions those chosen; none but for {@link Scope#CHOSEN}
     */
    public record Grant(Scope scope, List<String> sessions) {
        /** As the role says. */
        public static final Grant BY_ROLE = new Grant(Scope.ROLE, List.of());

        public Grant {
            sessions = scope == Scope.CHOSEN ? List.copyOf(sessions) : List.of();
        }

        /** Another one for another grant: so a form knows what it was made from. */
        long version() {
            List<String> all = sessions.stream().sorted().toList();
            return 1 + Integer.toUnsignedLong(Objects.hash(scope.key(), all));
        }
    }

    /** A session to choose. */
    public record Session(String id, String title, String room, long startMs) {}

    /** The scopes set for a user, by event. */
    static Map<String, Scope> of(Handle handle, long user) {
        Map<String, Scope> scopes = new LinkedHashMap<>();
        handle.createQuery("SELECT event, scope FROM scan_grant WHERE hub_user = ?")
                .bind(0, user)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(one ->
                        Scope.find(one.getValue())
                                .ifPresent(scope -> scopes.put(one.getKey(), scope)));
        return Collections.unmodifiableMap(scopes);
    }

    /** Whether somebody may scan at a session. */
    public static boolean may(Handle handle, SignedIn user, String event, String session) {
        return user.may(Right.SCAN, event)
                || (user.may(Right.SCAN_SOME, event) && chosen(handle, user.user(), session));
    }

    private static boolean chosen(Handle handle, long user, String session) {
        return handle.createQuery(
                        "SELECT 1 FROM scan_grant_session WHERE hub_user = ? AND session = ?")
                .bind(0, user)
                .bind(1, session)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** What is set for a person in an event. */
    public Grant find(long user, String event) {
        return database.read(handle -> find(handle, user, event));
    }

    private static Grant find(Handle handle, long user, String event) {
        return Optional.ofNullable(of(handle, user).get(event))
                .map(scope -> new Grant(scope, sessions(handle, user, event)))
                .orElse(Grant.BY_ROLE);
    }

    private static List<String> sessions(Handle handle, long user, String event) {
        return handle.createQuery(
                        "SELECT g.session FROM scan_grant_session g JOIN session s"
                                + " ON s.id = g.session WHERE g.hub_user = ? AND s.event = ?"
                                + " ORDER BY s.start_ms, s.id")
                .bind(0, user)
                .bind(1, event)
                .mapTo(String.class)
                .list();
    }

    /** The sessions of an event, by start. */
    public List<Session> choices(String event) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT s.id, s.title, r.name, s.start_ms FROM session s"
                                        + " JOIN room r ON r.id = s.room WHERE s.event = ?"
                                        + " ORDER BY s.start_ms, s.id")
                        .bind(0, event)
                        .map((row, _) ->
                                new Session(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4)))
                        .list());
    }

    /** The zone of an event; empty where there is no such event. */
    public Optional<String> zone(String event) {
        return database.read(handle ->
                handle.createQuery("SELECT zone FROM event WHERE id = ?")
                        .bind(0, event)
                        .mapTo(String.class)
                        .findOne());
    }

    /** What came of setting it. */
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /** Somebody else set it since the form was made. */
        record Stale(Grant now, Audit.Entry last) implements Outcome {}
    }

    /**
     * Puts what a person may scan in an event in place of what was set before.
     *
     * @param version of what the form showed
     */
    public Outcome set(User user, String event, Grant grant, long version, SignedIn by) {
        return database.write(handle -> {
            Grant now = find(handle, user.id(), event);
            if (now.version() != version) {
                return new Outcome.Stale(now, audit.last(handle, user.name(), "let scan"));
            }
            handle.execute(
                    "DELETE FROM scan_grant WHERE hub_user = ? AND event = ?", user.id(), event);
            handle.execute(
                    "DELETE FROM scan_grant_session WHERE hub_user = ?"
                            + " AND session IN (SELECT id FROM session WHERE event = ?)",
                    user.id(),
                    event);
            if (grant.scope() != Scope.ROLE) {
                handle.execute(
                        "INSERT INTO scan_grant (hub_user, event, scope) VALUES (?, ?, ?)",
                        user.id(),
                        event,
                        grant.scope().key());
            }
            for (String session : grant.sessions()) {
                handle.execute(
                        "INSERT INTO scan_grant_session (hub_user, session) VALUES (?, ?)",
                        user.id(),
                        session);
            }
            String said = grant.scope().key() + " " + String.join(" ", grant.sessions());
            audit.add(handle, by.name(), "let scan", user.name(), event + ": " + said.strip());
            return new Outcome.Done();
        });
    }
}
