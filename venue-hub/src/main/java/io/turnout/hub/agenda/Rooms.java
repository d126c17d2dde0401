package io.turnout.hub.agenda;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rooms of an event. Thread-safe. */
public final class Rooms {
    private final Database database;
    private final Audit audit;

    public Rooms(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * A room.
     *
     * @param capacity absent for no limit
     * @param place its order on pages
     */
    public record Room(
            RoomId id, String event, String name, Optional<Integer> capacity, int place) {}

    /**
     * What to set.
     *
     * @param name absent to leave it, or to call a new room by its id
     * @param capacity absent to leave it
     */
    public record Change(Optional<String> name, Optional<Integer> capacity) {}

    /** What came of it. */
    public enum Outcome {
        DONE,
        UNKNOWN_EVENT,
        /** The room is another event's. */
        OTHER_EVENT,
        NAME_TAKEN
    }

    /** Sets a room, which is made where it is missing. */
    public Outcome put(String event, RoomId room, Change change, String who) {
        return database.write(handle -> {
            Optional<Room> known = find(handle, room);
            Outcome outcome = check(handle, event, known, change);
            if (outcome == Outcome.DONE) {
                if (known.isEmpty()) {
                    insert(handle, event, room, change);
                } else {
                    update(handle, known.get(), change);
                }
                audit.add(handle, who, "set room", room.value(), "");
            }
            return outcome;
        });
    }

    /** The rooms of an event, in the order of pages. */
    public List<Room> all(String event) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT * FROM room WHERE event = :event" + " ORDER BY place, name")
                        .bind("event", event)
                        .map((row, context) -> room(row))
                        .list());
    }

    private static Outcome check(Handle handle, String event, Optional<Room> known, Change change) {
        if (count(handle, "SELECT count(*) FROM event WHERE id = ?", event) == 0) {
            return Outcome.UNKNOWN_EVENT;
        }
        if (known.isPresent() && !known.get().event().equals(event)) {
            return Outcome.OTHER_EVENT;
        }
        long sameName =
                change.name()
                        .filter(name -> known.map(room -> !room.name().equals(name)).orElse(true))
                        .map(name ->
                                count(
                                        handle,
                                        "SELECT count(*) FROM room WHERE event = ?"
                                                + " AND name = ?",
                                        event,
                                        name))
                        .orElse(0L);
        return sameName > 0 ? Outcome.NAME_TAKEN : Outcome.DONE;
    }

    private static void insert(Handle handle, String event, RoomId room, Change change) {
        handle.execute(
                "INSERT INTO room (id, event, name, capacity, place) VALUES (?, ?, ?, ?,"
                        + " (SELECT coalesce(max(place), 0) + 1 FROM room WHERE event = ?))",
                room.value(),
                event,
                change.name().orElse(room.value()),
                change.capacity().orElse(null),
                event);
    }

    private static void update(Handle handle, Room room, Change change) {
        handle.execute(
                "UPDATE room SET name = ?, capacity = ?, version = version + 1 WHERE id = ?",
                change.name().orElse(room.name()),
                change.capacity().or(room::capacity).orElse(null),
                room.id().value());
    }

    private static long count(Handle handle, String sql, Object... values) {
        return handle.select(sql, values).mapTo(Long.class).one();
    }

    private static Optional<Room> find(Handle handle, RoomId room) {
        return handle.createQuery("SELECT * FROM room WHERE id = :id")
                .bind("id", room.value())
                .map((row, context) -> room(row))
                .findOne();
    }

    private static Room room(ResultSet row) throws SQLException {
        int capacity = row.getInt("capacity");
        Optional<Integer> limit = row.wasNull() ? Optional.empty() : Optional.of(capacity);
        return new Room(
                new RoomId(row.getString("id")),
                row.getString("event"),
                row.getString("name"),
                limit,
                row.getInt("place"));
    }
}
