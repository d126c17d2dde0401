package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The wall codes of all events. Thread-safe. */
public final class WallBook {
    private static final String CODES = "SELECT * FROM wall_code WHERE event = :event";

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public WallBook(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an organizer sets. */
    public record Draft(
            String name,
            String label,
            SessionId session,
            WallCode.Messages messages,
            boolean off) {}

    /** What came of setting it. */
    public sealed interface Outcome {
        record Done(WallCode code) implements Outcome {}

        /** The event has a code of that name. */
        record Taken() implements Outcome {}

        /** Somebody else changed it since the form was made. */
        record Stale(WallCode now, Audit.Entry last) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /** What a scanned key is. */
    public sealed interface Scanned {
        /** It records. */
        record Live(EventId event, WallCode code) implements Scanned {}

        /** It is switched off. */
        record Off() implements Scanned {}

        /** There is a newer print. */
        record Replaced() implements Scanned {}

        /** The code was deleted. */
        record Deleted() implements Scanned {}

        /** No print of this hub has it. */
        record Unknown() implements Scanned {}
    }

    /** All of an event, by name. */
    public List<WallCode> all(EventId event) {
        return database.read(handle ->
                handle.createQuery(CODES + " ORDER BY name")
                        .bind("event", event.value())
                        .map((row, _) -> code(row))
                        .list());
    }

    /** One of them. */
    public Optional<WallCode> find(EventId event, String name) {
        return database.read(handle -> find(handle, event, name));
    }

    private static Optional<WallCode> find(Handle handle, EventId event, String name) {
        return handle.createQuery(CODES + " AND name = :name")
                .bind("event", event.value())
                .bind("name", name)
                .map((row, _) -> code(row))
                .findOne();
    }

    /** What somebody scanned; the short name alone tells nothing. */
    public Scanned scanned(String name, String key) {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM wall_code WHERE code_key = ? AND name = ?")
                        .bind(0, key)
                        .bind(1, name)
                        .map((row, _) -> scanned(row))
                        .findOne()
                        .or(() -> gone(handle, key))
                        .orElseGet(Scanned.Unknown::new));
    }

    private static Scanned scanned(ResultSet row) throws SQLException {
        WallCode code = code(row);
        return code.off()
                ? new Scanned.Off()
                : new Scanned.Live(new EventId(row.getString("event")), code);
    }

    private static Optional<Scanned> gone(Handle handle, String key) {
        return handle.createQuery("SELECT replaced FROM wall_key_gone WHERE code_key = ?")
                .bind(0, key)
                .<Scanned>map((row, _) ->
                        row.getBoolean(1) ? new Scanned.Replaced() : new Scanned.Deleted())
                .findOne();
    }

    /** The first of SL001, SL002 … that the event has no code of. */
    public String nextName(EventId event) {
        Set<String> used =
                database.read(handle ->
                        Set.copyOf(
                                handle.createQuery("SELECT name FROM wall_code WHERE event = ?")
                                        .bind(0, event.value())
                                        .mapTo(String.class)
                                        .list()));
        int number = 1;
        while (used.contains(numbered(number))) {
            number++;
        }
        return numbered(number);
    }

    private static String numbered(int number) {
        return "%s%03d".formatted(WallCode.PREFIX, number);
    }

    /** Makes one, with a key of its own. */
    public Outcome make(EventId event, Draft draft, String who) {
        return database.write(handle -> {
            if (find(handle, event, draft.name()).isPresent()) {
                return new Outcome.Taken();
            }
            handle.execute(
                    "INSERT INTO wall_code (event, name, label, session, message_en, message_de,"
                            + " switched_off, code_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    event.value(),
                    draft.name(),
                    draft.label(),
                    draft.session().value(),
                    draft.messages().en(),
                    draft.messages().de(),
                    draft.off() ? 1 : 0,
                    WallCode.newKey());
            audit.add(handle, who, "make wall code", subject(event, draft.name()), "");
            return done(handle, event, draft.name());
        });
    }

    /**
     * Changes one; its name, its key and what it recorded stay.
     *
     * @param version what the form was made from
     */
    public Outcome change(EventId event, Draft draft, long version, String who) {
        return database.write(handle -> {
            Optional<WallCode> now = find(handle, event, draft.name());
            if (now.isEmpty()) {
                return new Outcome.Unknown();
            }
            String subject = subject(event, draft.name());
            if (now.get().version() != version) {
                return new Outcome.Stale(now.get(), audit.last(handle, subject));
            }
            handle.execute(
                    "UPDATE wall_code SET label = ?, session = ?, message_en = ?, message_de = ?,"
                            + " switched_off = ?, version = version + 1"
                            + " WHERE event = ? AND name = ?",
                    draft.label(),
                    draft.session().value(),
                    draft.messages().en(),
                    draft.messages().de(),
                    draft.off() ? 1 : 0,
                    event.value(),
                    draft.name());
            audit.add(handle, who, "change wall code", subject, "");
            return done(handle, event, draft.name());
        });
    }

    /** Gives it another key: prints that hang somewhere record nothing any more. */
    public Outcome replace(EventId event, String name, String who) {
        return database.write(handle -> {
            Optional<WallCode> now = find(handle, event, name);
            if (now.isEmpty()) {
                return new Outcome.Unknown();
            }
            retire(handle, event, now.get(), true);
            handle.execute(
                    "UPDATE wall_code SET code_key = ?, version = version + 1"
                            + " WHERE event = ? AND name = ?",
                    WallCode.newKey(),
                    event.value(),
                    name);
            audit.add(handle, who, "replace wall code", subject(event, name), "");
            return done(handle, event, name);
        });
    }

    /** Takes it away; what it recorded stays. */
    public Outcome delete(EventId event, String name, String who) {
        return database.write(handle -> {
            Optional<WallCode> now = find(handle, event, name);
            if (now.isEmpty()) {
                return new Outcome.Unknown();
            }
            retire(handle, event, now.get(), false);
            handle.execute(
                    "DELETE FROM wall_code WHERE event = ? AND name = ?", event.value(), name);
            audit.add(handle, who, "delete wall code", subject(event, name), "");
            return new Outcome.Done(now.get());
        });
    }

    private void retire(Handle handle, EventId event, WallCode code, boolean replaced) {
        handle.execute(
                "INSERT INTO wall_key_gone (code_key, event, name, replaced, gone_ms)"
                        + " VALUES (?, ?, ?, ?, ?)",
                code.key(),
                event.value(),
                code.name(),
                replaced ? 1 : 0,
                clock.millis());
    }

    private static Outcome done(Handle handle, EventId event, String name) {
        return find(handle, event, name)
                .<Outcome>map(Outcome.Done::new)
                .orElseGet(Outcome.Unknown::new);
    }

    private static String subject(EventId event, String name) {
        return event.value() + "/wall/" + name;
    }

    private static WallCode code(ResultSet row) throws SQLException {
        return new WallCode(
                row.getString("name"),
                row.getString("label"),
                new SessionId(row.getString("session")),
                new WallCode.Messages(row.getString("message_en"), row.getString("message_de")),
                row.getBoolean("switched_off"),
                row.getString("code_key"),
                row.getLong("version"));
    }
}
