package io.turnout.hub.attendance;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.HttpProblem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** How each event, and each session of it, makes attendance and credit of scans. Thread-safe. */
public final class AttendanceRules {
    private static final String OF_EVENT = "set attendance rules";
    private static final String OF_SESSION = "set session rules";

    private final Database database;
    private final Audit audit;

    public AttendanceRules(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Whether entering another session ends the presence in the one before. */
    public enum ElsewhereLeaves {
        /** Where no door of the room reads exits. */
        AUTO,
        ON,
        OFF
    }

    /**
     * The settings of a session.
     *
     * @param event those that it has where it has none of its own
     * @param own those that are its own
     */
    public record OfSession(
            String id, String title, Duration length, RuleValues event, Map<RuleName, String> own) {
        public OfSession {
            own = Collections.unmodifiableMap(own.isEmpty() ? Map.of() : new EnumMap<>(own));
        }

        /** Those that are in force. */
        public RuleValues values() {
            return event.with(own);
        }

        private OfSession with(Map<RuleName, String> others) {
            return new OfSession(id, title, length, event, others);
        }
    }

    /** What became of settings. */
    public sealed interface Outcome {
        record Done() implements Outcome {}

        record Refused(Contradiction why) implements Outcome {}

        /** Somebody else set them since the version that was changed. */
        record Stale(Audit.Entry last) implements Outcome {}

        /** There is no such event or session. */
        record Unknown() implements Outcome {}
    }

    /**
     * The settings of an event.
     *
     * @throws HttpProblem 404 where there is no such event
     */
    public RuleValues require(String event) {
        return database.read(handle -> find(handle, event))
                .orElseThrow(() -> HttpProblem.notFound("event", event));
    }

    /**
     * The settings of a session.
     *
     * @throws HttpProblem 404 where the event has no such session
     */
    public OfSession require(String event, String session) {
        return database.read(handle -> find(handle, event, session))
                .orElseThrow(() -> HttpProblem.notFound("session", session));
    }

    /**
     * How often an event's, or a session's, were set: to be read before them, and handed in with
     * what is made of them.
     *
     * @param subject the id of either
     */
    public long version(String subject) {
        return database.read(handle -> last(handle, subject).seq());
    }

    /**
     * Sets an event's. What is the same already is not written.
     *
     * @param version of what was changed; none to set them whatever they are
     */
    public Outcome put(String event, RuleValues wanted, String who, Optional<Long> version) {
        Optional<Contradiction> wrong = Contradiction.among(wanted);
        if (wrong.isPresent()) {
            return new Outcome.Refused(wrong.get());
        }
        return database.write(handle -> {
            Optional<RuleValues> before = find(handle, event);
            if (before.isEmpty()) {
                return new Outcome.Unknown();
            }
            if (isStale(handle, event, version)) {
                return new Outcome.Stale(last(handle, event));
            }
            if (!before.get().equals(wanted)) {
                write(handle, event, wanted);
                audit.add(handle, who, OF_EVENT, event, before.get().changes(wanted));
            }
            return new Outcome.Done();
        });
    }

    /**
     * Sets a session's own; those that are not named are the event's from now on.
     *
     * @param version of what was changed; none to set them whatever they are
     */
    public Outcome put(
            String event,
            String session,
            Map<RuleName, String> own,
            String who,
            Optional<Long> version) {
        return database.write(handle -> {
            Optional<OfSession> before = find(handle, event, session);
            if (before.isEmpty()) {
                return new Outcome.Unknown();
            }
            if (isStale(handle, session, version)) {
                return new Outcome.Stale(last(handle, session));
            }
            OfSession wanted = before.get().with(own);
            Optional<Contradiction> wrong = Contradiction.of(wanted);
            if (wrong.isPresent()) {
                return new Outcome.Refused(wrong.get());
            }
            if (!before.get().own().equals(wanted.own())) {
                write(handle, wanted);
                audit.add(handle, who, OF_SESSION, session, told(wanted.own()));
            }
            return new Outcome.Done();
        });
    }

    private boolean isStale(Handle handle, String subject, Optional<Long> version) {
        return version.filter(one -> one != last(handle, subject).seq()).isPresent();
    }

    /** An event and a session may have one id, so either deed is the last. */
    private Audit.Entry last(Handle handle, String subject) {
        return Stream.of(OF_EVENT, OF_SESSION)
                .map(what -> audit.last(handle, subject, what))
                .max(Comparator.comparingLong(Audit.Entry::seq))
                .orElseThrow();
    }

    private static String told(Map<RuleName, String> own) {
        return own.entrySet().stream()
                .map(entry -> entry.getKey().key() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static void write(Handle handle, String event, RuleValues values) {
        for (RuleName rule : RuleName.values()) {
            Object value = rule.isMinutes() ? Integer.valueOf(values.get(rule)) : values.get(rule);
            handle.execute("UPDATE event SET " + rule.column() + " = ? WHERE id = ?", value, event);
        }
    }

    private static void write(Handle handle, OfSession session) {
        handle.execute("DELETE FROM session_rule WHERE session = ?", session.id());
        session.own()
                .forEach((rule, value) ->
                        handle.execute(
                                "INSERT INTO session_rule (session, rule, value) VALUES (?, ?, ?)",
                                session.id(),
                                rule.key(),
                                value));
    }

    /** The settings of an event, inside a transaction; empty where there is no such event. */
    public static Optional<RuleValues> find(Handle handle, String event) {
        return handle.createQuery("SELECT * FROM event WHERE id = :event")
                .bind("event", event)
                .map((row, _) -> values(row))
                .findOne();
    }

    private static Optional<OfSession> find(Handle handle, String event, String session) {
        Optional<RuleValues> values = find(handle, event);
        return values.isEmpty()
                ? Optional.empty()
                : handle.createQuery("SELECT * FROM session WHERE event = :event AND id = :session")
                        .bind("event", event)
                        .bind("session", session)
                        .map((row, _) ->
                                new OfSession(
                                        session,
                                        row.getString("title"),
                                        Duration.ofMillis(
                                                row.getLong("end_ms") - row.getLong("start_ms")),
                                        values.get(),
                                        own(handle, session)))
                        .findOne();
    }

    /** What is no setting any more is left out. */
    private static Map<RuleName, String> own(Handle handle, String session) {
        Map<RuleName, String> own = new EnumMap<>(RuleName.class);
        handle.createQuery("SELECT rule, value FROM session_rule WHERE session = :session")
                .bind("session", session)
                .map((row, _) -> Map.entry(row.getString("rule"), row.getString("value")))
                .forEach(one ->
                        RuleName.of(one.getKey()).ifPresent(rule -> own.put(rule, one.getValue())));
        return own;
    }

    /** Those of a row that has an event's columns. */
    static RuleValues values(ResultSet row) throws SQLException {
        Map<RuleName, String> texts = new EnumMap<>(RuleName.class);
        for (RuleName rule : Arrays.asList(RuleName.values())) {
            texts.put(rule, row.getString(rule.column()));
        }
        return new RuleValues(texts);
    }
}
