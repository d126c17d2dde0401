package io.turnout.hub.fleet;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The units that are registered, and how they prove who they are. Thread-safe. */
public final class Units {
    private static final Set<String> RESERVED = Set.of("hub");

    private final Database database;
    private final Audit audit;

    public Units(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** A unit to be registered, at a door that is made where it is missing. */
    public record Registration(UnitId unit, RoomId room, DoorId door, Mode mode) {}

    /** What came of it. */
    public sealed interface Outcome {
        /** Registered; the secret is told this once. */
        record Registered(String secret, String event) implements Outcome {}

        record UnknownRoom() implements Outcome {}

        record UnitTaken() implements Outcome {}

        /** That door belongs to another room. */
        record DoorElsewhere() implements Outcome {}
    }

    /** Registers a unit. */
    public Outcome register(Registration registration, String who) {
        String secret = Tokens.random();
        return database.write(handle -> register(handle, registration, secret, who));
    }

    /** Whether a unit is who it says it is. */
    public boolean matches(String unit, String secret) {
        Optional<String> kept =
                database.read(handle ->
                        handle.createQuery("SELECT secret_hash FROM unit WHERE id = :id")
                                .bind("id", unit)
                                .mapTo(String.class)
                                .findOne());
        return kept.filter(hash -> Tokens.matches(secret, hash)).isPresent();
    }

    /** All units with a room of an event, by id. */
    public List<UnitId> ofEvent(String event) {
        return database.read(handle ->
                handle
                        .createQuery(
                                """
                                SELECT u.id FROM unit u JOIN door d ON d.id = u.door
                                JOIN room r ON r.id = d.room
                                WHERE r.event = :event ORDER BY u.id
                                """)
                        .bind("event", event)
                        .mapTo(String.class)
                        .stream()
                        .map(UnitId::new)
                        .toList());
    }

    /**
     * Declares that a unit has no power and is lost: it gets no seats until it is put back, and for
     * sessions that open later nobody counts as let in by it.
     *
     * @return false where there is no such unit
     */
    public boolean declareLost(UnitId unit, Instant since, String who) {
        return database.write(handle -> {
            int changed =
                    handle.execute(
                            "UPDATE unit SET lost_ms = ? WHERE id = ? AND lost_ms = 0",
                            since.toEpochMilli(),
                            unit.value());
            if (changed > 0) {
                audit.add(handle, who, "declare unit lost", unit.value(), "");
            }
            return changed > 0 || exists(handle, unit);
        });
    }

    /**
     * Puts a unit back that was declared lost; one that was replaced stays away.
     *
     * @return false where there is no such unit
     */
    public boolean putBack(UnitId unit, String who) {
        return database.write(handle -> {
            int changed =
                    handle.execute(
                            "UPDATE unit SET lost_ms = 0 WHERE id = ? AND lost_ms <> 0"
                                    + " AND id NOT IN (SELECT unit FROM unit_swap)",
                            unit.value());
            if (changed > 0) {
                audit.add(handle, who, "put unit back", unit.value(), "");
            }
            return changed > 0 || exists(handle, unit);
        });
    }

    /** The event of a unit's room. */
    public Optional<String> eventOf(UnitId unit) {
        return database.read(handle ->
                text(
                        handle,
                        "SELECT r.event FROM unit u JOIN door d ON d.id = u.door"
                                + " JOIN room r ON r.id = d.room WHERE u.id = :id",
                        unit.value()));
    }

    /** The room where a unit stands; empty where there is no such unit. */
    public static Optional<RoomId> roomOf(Handle handle, UnitId unit) {
        return text(
                        handle,
                        "SELECT d.room FROM unit u JOIN door d ON d.id = u.door WHERE u.id = :id",
                        unit.value())
                .map(RoomId::new);
    }

    private static boolean exists(Handle handle, UnitId unit) {
        return text(handle, "SELECT id FROM unit WHERE id = :id", unit.value()).isPresent();
    }

    /** Registers a unit, in a transaction of others. */
    public Outcome register(Handle handle, Registration registration, String who) {
        return register(handle, registration, Tokens.random(), who);
    }

    private Outcome register(Handle handle, Registration registration, String secret, String who) {
        Optional<Outcome> hindrance = hindrance(handle, registration);
        if (hindrance.isPresent()) {
            return hindrance.get();
        }
        String unit = registration.unit().value();
        String room = registration.room().value();
        String door = registration.door().value();
        handle.execute(
                "INSERT INTO door (id, room, name) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
                door,
                room,
                door);
        handle.execute(
                "INSERT INTO unit (id, door, mode, secret_hash) VALUES (?, ?, ?, ?)",
                unit,
                door,
                registration.mode().name().toLowerCase(Locale.ROOT),
                Tokens.hash(secret));
        audit.add(handle, who, "register unit", unit, "room " + room);
        return new Outcome.Registered(secret, eventOfRoom(handle, room).orElseThrow());
    }

    /** What would keep a unit from being registered; empty where nothing does. */
    public static Optional<Outcome> hindrance(Handle handle, Registration registration) {
        String unit = registration.unit().value();
        String room = registration.room().value();
        if (eventOfRoom(handle, room).isEmpty()) {
            return Optional.of(new Outcome.UnknownRoom());
        }
        if (exists(handle, registration.unit()) || isReserved(unit)) {
            return Optional.of(new Outcome.UnitTaken());
        }
        String door = registration.door().value();
        return text(handle, "SELECT room FROM door WHERE id = :id", door)
                .filter(other -> !other.equals(room))
                .map(_ -> new Outcome.DoorElsewhere());
    }

    private static Optional<String> eventOfRoom(Handle handle, String room) {
        return text(handle, "SELECT event FROM room WHERE id = :id", room);
    }

    /** The hub's own names, at the broker and as a door, and those of attendants' phones. */
    private static boolean isReserved(String unit) {
        return RESERVED.contains(unit)
                || unit.startsWith(AtHub.PREFIX)
                || unit.startsWith(PhoneLists.PREFIX);
    }

    private static Optional<String> text(Handle handle, String sql, String id) {
        return handle.createQuery(sql).bind("id", id).mapTo(String.class).findOne();
    }
}
