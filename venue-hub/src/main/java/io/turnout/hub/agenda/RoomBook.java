package io.turnout.hub.agenda;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rooms of an event as organizers change them, several at once. Thread-safe. */
public final class RoomBook {
    private final Database database;
    private final Audit audit;

    public RoomBook(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Done(RoomSettings settings) implements Outcome {}

        /** Another room of the event is called so. */
        record NameTaken() implements Outcome {}

        /** Somebody else changed it since the form was made. */
        record Stale(RoomSettings now, Audit.Entry last) implements Outcome {}

        /** It cannot be removed while it has any of these. */
        record InUse(Uses uses) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /** What hangs on a room. */
    public record Uses(long sessions, long doors, long scans) {
        public boolean isNone() {
            return sessions == 0 && doors == 0 && scans == 0;
        }
    }

    public Optional<RoomSettings> find(EventId event, String room) {
        return database.read(handle -> find(handle, event, room));
    }

    public Uses uses(RoomId room) {
        return database.read(handle -> uses(handle, room));
    }

    /** Makes a room; its id comes from its name. */
    public Outcome create(EventId event, RoomSettings wanted, String who) {
        return database.write(handle -> {
            if (isTaken(handle, event, wanted)) {
                return new Outcome.NameTaken();
            }
            List<String> ids = handle.createQuery("SELECT id FROM room").mapTo(String.class).list();
            String id = new NewIds(event, new HashSet<>(ids)).of(wanted.name());
            handle.execute(
                    "INSERT INTO room (id, event, name, capacity, note, place) VALUES"
                            + " (?, ?, ?, ?, ?,"
                            + " (SELECT coalesce(max(place), 0) + 1 FROM room WHERE event = ?))",
                    id,
                    event.value(),
                    wanted.name(),
                    orNull(wanted.capacity()),
                    wanted.note(),
                    event.value());
            audit.add(handle, who, "make room", id, "");
            return new Outcome.Done(find(handle, event, id).orElseThrow());
        });
    }

    /** Changes a room, where its version is still that of {@code wanted}. */
    public Outcome change(EventId event, RoomSettings wanted, String who) {
        return database.write(handle -> {
            String id = wanted.id().value();
            Optional<RoomSettings> found = find(handle, event, id);
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            if (found.get().version() != wanted.version()) {
                return new Outcome.Stale(found.get(), audit.last(handle, id));
            }
            if (isTaken(handle, event, wanted)) {
                return new Outcome.NameTaken();
            }
            handle.execute(
                    "UPDATE room SET name = ?, capacity = ?, note = ?, version = version + 1"
                            + " WHERE id = ?",
                    wanted.name(),
                    orNull(wanted.capacity()),
                    wanted.note(),
                    id);
            audit.add(handle, who, "change room", id, differences(found.get(), wanted));
            return new Outcome.Done(find(handle, event, id).orElseThrow());
        });
    }

    /** Removes a room that nothing hangs on. */
    public Outcome remove(EventId event, String room, String who) {
        return database.write(handle -> {
            Optional<RoomSettings> found = find(handle, event, room);
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            Uses uses = uses(handle, found.get().id());
            if (!uses.isNone()) {
                return new Outcome.InUse(uses);
            }
            handle.execute("DELETE FROM room WHERE id = ?", room);
            audit.add(handle, who, "remove room", room, "");
            return new Outcome.Done(found.get());
        });
    }

    private static boolean isTaken(Handle handle, EventId event, RoomSettings wanted) {
        return handle.createQuery(
                                "SELECT count(*) FROM room WHERE event = ? AND name = ?"
                                        + " AND id <> ?")
                        .bind(0, event.value())
                        .bind(1, wanted.name())
                        .bind(2, wanted.id().value())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    private static String differences(RoomSettings a, RoomSettings b) {
        List<String> names = new ArrayList<>();
        if (!a.name().equals(b.name())) {
            names.add("name");
        }
        if (!a.capacity().equals(b.capacity())) {
            names.add("capacity");
        }
        if (!a.note().equals(b.note())) {
            names.add("note");
        }
        return String.join(" ", names);
    }

    private static Uses uses(Handle handle, RoomId room) {
        return handle.createQuery(
                        """
                        SELECT (SELECT count(*) FROM session WHERE room = :room) AS sessions,
                               (SELECT count(*) FROM door WHERE room = :room) AS doors,
                               (SELECT count(*) FROM scan WHERE room = :room) AS scans
                        """)
                .bind("room", room.value())
                .map((row, _) ->
                        new Uses(
                                row.getLong("sessions"),
                                row.getLong("doors"),
                                row.getLong("scans")))
                .one();
    }

    private static Optional<RoomSettings> find(Handle handle, EventId event, String room) {
        return handle.createQuery("SELECT * FROM room WHERE event = ? AND id = ?")
                .bind(0, event.value())
                .bind(1, room)
                .map((row, _) -> settings(row))
                .findOne();
    }

    private static RoomSettings settings(ResultSet row) throws SQLException {
        int capacity = row.getInt("capacity");
        OptionalInt limit = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(capacity);
        return new RoomSettings(
                new RoomId(row.getString("id")),
                row.getString("name"),
                limit,
                row.getString("note"),
                row.getLong("version"));
    }

    private static @Nullable Object orNull(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }
}
