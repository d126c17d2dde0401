package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Access;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What other programs sign in with: each may do what it needs, in the event it needs, until it
 * ends. A token is shown once and kept as a hash. Thread-safe.
 */
public final class ApiTokens {
    /** What a program can be allowed. */
    public static final List<Right> RIGHTS =
            List.of(
                    Right.SEE,
                    Right.SEE_PEOPLE,
                    Right.SEE_ATTENDANCE,
                    Right.CHANGE_AGENDA,
                    Right.CHANGE_PEOPLE,
                    Right.CHANGE_ATTENDANCE,
                    Right.CHANGE_DOORS,
                    Right.CHANGE_WEBHOOKS,
                    Right.CHANGE_PROGRAMS);

    private static final String PREFIX = "turnout_";
    private static final Duration USE = Duration.ofMinutes(1);

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public ApiTokens(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A token as it is kept.
     *
     * @param event the only one it is good for; empty for all
     * @param usedMs 0 for never
     */
    public record Token(
            long id,
            String name,
            Set<Right> rights,
            Optional<String> event,
            String madeBy,
            long expiresMs,
            long usedMs,
            boolean revoked) {
        public Token {
            rights = Set.copyOf(rights);
        }

        /** Whether it opens anything at a time. */
        public boolean works(long nowMs) {
            return !revoked && expiresMs > nowMs;
        }
    }

    /** A token to be. */
    public record Draft(String name, Set<Right> rights, Optional<String> event, Duration lasts) {
        public Draft {
            rights = Set.copyOf(rights);
        }
    }

    /** All tokens, by name. */
    public List<Token> all() {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM api_token ORDER BY lower(name)")
                        .map((row, _) -> token(row))
                        .list());
    }

    public Optional<Token> find(long id) {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM api_token WHERE id = ?")
                        .bind(0, id)
                        .map((row, _) -> token(row))
                        .findOne());
    }

    /** Makes a token; what it returns is told this once. Empty where the name is taken. */
    public Optional<String> make(Draft draft, SignedIn by) {
        String secret = PREFIX + Tokens.random();
        Instant expires = clock.instant().plus(draft.lasts());
        return database.write(handle -> {
            boolean taken =
                    handle.createQuery("SELECT count(*) FROM api_token WHERE name = ?")
                                    .bind(0, draft.name())
                                    .mapTo(Long.class)
                                    .one()
                            > 0;
            if (taken) {
                return Optional.empty();
            }
            handle.execute(
                    "INSERT INTO api_token (name, token_hash, rights, event, made_by, made_ms,"
                            + " expires_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    draft.name(),
                    Tokens.hash(secret),
                    written(draft.rights()),
                    draft.event().orElse(null),
                    by.name(),
                    clock.millis(),
                    expires.toEpochMilli());
            String rights = written(draft.rights()).replace('\n', ' ');
            audit.add(handle, by.name(), "make token", draft.name(), rights);
            return Optional.of(secret);
        });
    }

    /** Makes a token worth nothing, at once and for ever. */
    public boolean revoke(long id, SignedIn by) {
        return database.write(handle -> {
            int revoked =
                    handle.execute(
                            "UPDATE api_token SET revoked_ms = ? WHERE id = ?"
                                    + " AND revoked_ms IS NULL",
                            clock.millis(),
                            id);
            if (revoked > 0) {
                audit.add(handle, by.name(), "revoke token", String.valueOf(id), "");
            }
            return revoked > 0;
        });
    }

    /** The program behind a request. */
    public Optional<SignedIn> who(Caller caller) {
        return caller.bearer()
                .filter(token -> token.startsWith(PREFIX))
                .flatMap(token -> byHash(Tokens.hash(token)));
    }

    private Optional<SignedIn> byHash(String hash) {
        record Found(Token token, Set<String> untracked, boolean programs) {}
        Optional<Found> found =
                database.read(handle ->
                        handle.createQuery("SELECT * FROM api_token WHERE token_hash = ?")
                                .bind(0, hash)
                                .map((row, _) -> token(row))
                                .findOne()
                                .filter(token -> token.works(clock.millis()))
                                .map(token ->
                                        new Found(
                                                token,
                                                Grants.untracked(handle),
                                                Organization.programs(handle))));
        found.map(Found::token)
                .filter(token -> token.usedMs() + USE.toMillis() <= clock.millis())
                .ifPresent(token -> database.change(handle -> used(handle, token)));
        return found.map(
                known -> signedIn(known.token(), hash, known.untracked(), known.programs()));
    }

    private void used(Handle handle, Token token) {
        handle.execute("UPDATE api_token SET used_ms = ? WHERE id = ?", clock.millis(), token.id());
    }

    private static SignedIn signedIn(
            Token token, String hash, Set<String> untracked, boolean programs) {
        Set<Right> rights = withPaths(token.rights());
        Access access =
                token.event()
                        .map(event ->
                                new Access(Set.of(), Map.of(event, rights), untracked, programs))
                        .orElseGet(() -> new Access(rights, Map.of(), untracked, programs));
        return new SignedIn(0, "program " + token.name(), access, Tokens.hash(hash));
    }

    /** Who may change programs runs all of their paths. */
    private static Set<Right> withPaths(Set<Right> rights) {
        Set<Right> all = EnumSet.noneOf(Right.class);
        all.addAll(rights);
        if (rights.contains(Right.CHANGE_PROGRAMS)) {
            all.add(Right.RUN_PATHS);
        }
        return all;
    }

    private static Token token(ResultSet row) throws SQLException {
        @Nullable String event = row.getString("event");
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                read(row.getString("rights")),
                Optional.ofNullable(event),
                row.getString("made_by"),
                row.getLong("expires_ms"),
                row.getLong("used_ms"),
                row.getString("revoked_ms") != null);
    }

    private static String written(Set<Right> rights) {
        return rights.stream().map(Right::key).sorted().collect(Collectors.joining("\n"));
    }

    /** A right that a newer hub knew is none here. */
    private static Set<Right> read(String rights) {
        Set<String> keys = rights.lines().collect(Collectors.toSet());
        Set<Right> read = EnumSet.noneOf(Right.class);
        Arrays.stream(Right.values())
                .filter(right -> keys.contains(right.key()))
                .forEach(read::add);
        return read;
    }
}
