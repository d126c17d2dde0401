package io.turnout.hub.fleet;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.agenda.NewIds;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.Mode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Doors, and where units stand, as people change them, several at once. Thread-safe. */
public final class DoorBook {
    private static final String DOOR =
            "SELECT d.id, d.room, d.name, d.version FROM door d JOIN room r ON r.id = d.room"
                    + " WHERE r.event = ? AND d.id = ?";

    private static final String PLACE =
            "SELECT u.id, u.door, u.mode, u.version FROM unit u JOIN door d ON d.id = u.door"
                    + " JOIN room r ON r.id = d.room WHERE r.event = ? AND u.id = ?";

    private final Database database;
    private final Audit audit;

    public DoorBook(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    public record DoorSettings(String id, String room, String name, long version) {}

    /**
     * Where a unit stands.
     *
     * @param mode what its reader is for
     */
    public record Place(String unit, String door, Mode mode, long version) {}

    /** What came of it; {@code T} is what was changed. */
    public sealed interface Outcome<T> {
        record Done<T>(T now) implements Outcome<T> {}

        /** Somebody else changed it since the form was made. */
        record Stale<T>(T now, Audit.Entry last) implements Outcome<T> {}

        /** So many units stand there: it cannot be removed. */
        record InUse<T>(long units) implements Outcome<T> {}

        /** There is no such thing in this event, or no such room or door to put it at. */
        record Unknown<T>() implements Outcome<T> {}
    }

    public Optional<DoorSettings> door(EventId event, String door) {
        return database.read(handle -> door(handle, event, door));
    }

    public Optional<Place> place(EventId event, String unit) {
        return database.read(handle -> place(handle, event, unit));
    }

    /** The rooms of an event by id, in the order of pages. */
    public Map<String, String> rooms(EventId event) {
        return names(event, "SELECT id, name FROM room WHERE event = ? ORDER BY place, name");
    }

    /** The doors of an event by id, named with their rooms. */
    public Map<String, String> doors(EventId event) {
        return names(
                event,
                "SELECT d.id, r.name || ', ' || d.name FROM door d JOIN room r ON r.id = d.room"
                        + " WHERE r.event = ? ORDER BY r.place, r.name, d.name, d.id");
    }

    /** How many units stand at a door. */
    public long units(String door) {
        return database.read(handle -> units(handle, door));
    }

    /** Makes a door; its id comes from its name. */
    public Outcome<DoorSettings> create(EventId event, String room, String name, String who) {
        return database.write(handle -> {
            boolean there =
                    handle.createQuery("SELECT 1 FROM room WHERE event = ? AND id = ?")
                            .bind(0, event.value())
                            .bind(1, room)
                            .mapTo(Integer.class)
                            .findOne()
                            .isPresent();
            if (!there) {
                return new Outcome.Unknown<>();
            }
            List<String> ids = handle.createQuery("SELECT id FROM door").mapTo(String.class).list();
            String id = new NewIds(event, new HashSet<>(ids)).of(name);
            handle.execute("INSERT INTO door (id, room, name) VALUES (?, ?, ?)", id, room, name);
            audit.add(handle, who, "make door", id, "room " + room);
            return new Outcome.Done<>(door(handle, event, id).orElseThrow());
        });
    }

    /** Renames a door, where its version is still that of {@code wanted}. */
    public Outcome<DoorSettings> rename(EventId event, DoorSettings wanted, String who) {
        return database.write(handle -> {
            Optional<DoorSettings> found = door(handle, event, wanted.id());
            if (found.isEmpty()) {
                return new Outcome.Unknown<>();
            }
            if (found.get().version() != wanted.version()) {
                return new Outcome.Stale<>(found.get(), audit.last(handle, wanted.id()));
            }
            handle.execute(
                    "UPDATE door SET name = ?, version = version + 1 WHERE id = ?",
                    wanted.name(),
                    wanted.id());
            audit.add(handle, who, "change door", wanted.id(), "name");
            return new Outcome.Done<>(door(handle, event, wanted.id()).orElseThrow());
        });
    }

    /** Removes a door that no unit stands at; scans made there stay. */
    public Outcome<DoorSettings> remove(EventId event, String door, String who) {
        return database.write(handle -> {
            Optional<DoorSettings> found = door(handle, event, door);
            if (found.isEmpty()) {
                return new Outcome.Unknown<>();
            }
            long units = units(handle, door);
            if (units > 0) {
                return new Outcome.InUse<>(units);
            }
            handle.execute("DELETE FROM door WHERE id = ?", door);
            audit.add(handle, who, "remove door", door, "");
            return new Outcome.Done<>(found.get());
        });
    }

    /** Moves a unit, where its version is still that of {@code wanted}. */
    public Outcome<Place> move(EventId event, Place wanted, String who) {
        return database.write(handle -> {
            Optional<Place> found = place(handle, event, wanted.unit());
            if (found.isEmpty() || door(handle, event, wanted.door()).isEmpty()) {
                return new Outcome.Unknown<>();
            }
            if (found.get().version() != wanted.version()) {
                return new Outcome.Stale<>(found.get(), audit.last(handle, wanted.unit()));
            }
            handle.execute(
                    "UPDATE unit SET door = ?, mode = ?, version = version + 1 WHERE id = ?",
                    wanted.door(),
                    key(wanted.mode()),
                    wanted.unit());
            String detail = "door " + wanted.door() + " mode " + key(wanted.mode());
            audit.add(handle, who, "move unit", wanted.unit(), detail);
            return new Outcome.Done<>(place(handle, event, wanted.unit()).orElseThrow());
        });
    }

    /** As it is stored: {@code auto}. */
    static String key(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, String> names(EventId event, String sql) {
        Map<String, String> names = new LinkedHashMap<>();
        database.read(handle ->
                        handle.createQuery(sql)
                                .bind(0, event.value())
                                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                                .list())
                .forEach(one -> names.put(one.getKey(), one.getValue()));
        return names;
    }

    private static long units(Handle handle, String door) {
        return handle.createQuery("SELECT count(*) FROM unit WHERE door = ?")
                .bind(0, door)
                .mapTo(Long.class)
                .one();
    }

    private static Optional<DoorSettings> door(Handle handle, EventId event, String door) {
        return handle.createQuery(DOOR)
                .bind(0, event.value())
                .bind(1, door)
                .map((row, _) ->
                        new DoorSettings(
                                row.getString("id"),
                                row.getString("room"),
                                row.getString("name"),
                                row.getLong("version")))
                .findOne();
    }

    private static Optional<Place> place(Handle handle, EventId event, String unit) {
        return handle.createQuery(PLACE)
                .bind(0, event.value())
                .bind(1, unit)
                .map((row, _) ->
                        new Place(
                                row.getString("id"),
                                row.getString("door"),
                                ListSource.value(Mode.class, row.getString("mode")),
                                row.getLong("version")))
                .findOne();
    }
}
