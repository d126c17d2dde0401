package io.turnout.hub.agenda;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.badge.BadgeAlphabet;
import io.turnout.protocol.badge.EventTag;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The events of this hub. Thread-safe. */
public final class Events {
    private static final int SALT_BYTES = 32;
    private static final int TRIES = 100;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Events(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An event.
     *
     * @param tag three characters in every badge of it
     * @param zone of the venue
     */
    public record Event(String id, EventTag tag, String title, ZoneId zone, Instant created) {}

    /**
     * An event to be.
     *
     * @param tag chosen by the hub where it is absent
     */
    public record Draft(String id, String title, ZoneId zone, Optional<EventTag> tag) {}

    /** What came of making one. */
    public sealed interface Outcome {
        record Made(Event event) implements Outcome {}

        record IdTaken() implements Outcome {}

        record TagTaken() implements Outcome {}
    }

    /** Makes an event with a key of its own for the fingerprints of its badges. */
    public Outcome create(Draft draft, String who) {
        return database.write(handle -> create(handle, draft, who));
    }

    /** All events, the newest first. */
    public List<Event> all() {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM event ORDER BY created_ms DESC, id")
                        .map((row, context) -> event(row))
                        .list());
    }

    public Optional<Event> find(String id) {
        return database.read(handle -> find(handle, "id", id));
    }

    Outcome create(Handle handle, Draft draft, String who) {
        if (find(handle, "id", draft.id()).isPresent()) {
            return new Outcome.IdTaken();
        }
        Optional<EventTag> tag =
                draft.tag().isPresent()
                        ? draft.tag().filter(wanted -> isFree(handle, wanted))
                        : freeTag(handle);
        if (tag.isEmpty()) {
            return new Outcome.TagTaken();
        }
        Instant now = clock.instant();
        handle.execute(
                "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                draft.id(),
                tag.get().value(),
                draft.title(),
                draft.zone().getId(),
                salt(),
                now.toEpochMilli());
        audit.add(handle, who, "create event", draft.id(), "tag " + tag.get());
        return new Outcome.Made(new Event(draft.id(), tag.get(), draft.title(), draft.zone(), now));
    }

    private Optional<EventTag> freeTag(Handle handle) {
        for (int i = 0; i < TRIES; i++) {
            StringBuilder tag = new StringBuilder();
            while (tag.length() < EventTag.LENGTH) {
                tag.append(
                        BadgeAlphabet.CHARACTERS.charAt(
                                random.nextInt(BadgeAlphabet.CHARACTERS.length())));
            }
            EventTag candidate = new EventTag(tag.toString());
            if (isFree(handle, candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean isFree(Handle handle, EventTag tag) {
        return find(handle, "tag", tag.value()).isEmpty();
    }

    private String salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Base64.getEncoder().encodeToString(salt);
    }

    private static Optional<Event> find(Handle handle, String column, String value) {
        return handle.createQuery("SELECT * FROM event WHERE " + column + " = :value")
                .bind("value", value)
                .map((row, context) -> event(row))
                .findOne();
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getString("id"),
                new EventTag(row.getString("tag")),
                row.getString("title"),
                ZoneId.of(row.getString("zone")),
                Instant.ofEpochMilli(row.getLong("created_ms")));
    }
}
