package io.turnout.hub.fleet;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.ListSource.At;
import io.turnout.hub.fleet.ListSource.Room;
import io.turnout.hub.fleet.ListSource.RoomSource;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The access lists that attendants' phones decide from: what a unit of the room would have, made by
 * the same code. Made when one asks, and kept until something of the event changes. Thread-safe.
 */
public final class PhoneLists {
    /** Where phones say they stand, at any room. */
    public static final DoorId DOOR = new DoorId("phone");

    /** How the names begin under which their scans are; no unit is called so. */
    public static final String PREFIX = "phone.";

    private static final UnitId ANY_PHONE = new UnitId("phone");

    private final Database database;
    private final EventKeys keys;
    private final InstantSource clock;
    private final MessageCodec codec = new MessageCodec();
    private final Map<String, Kept> kept = new HashMap<>();

    public PhoneLists(Database database, EventKeys keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A list.
     *
     * @param bytes as units get it; its revision is when it was made, in milliseconds
     * @param digest of all but its revision and date
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Made(byte[] bytes, String digest) {}

    /** The lists of an event since it last changed. */
    private record Kept(Map<String, Made> byRoom) {}

    /** What an event's lists are made from is other now. */
    public synchronized void changed(String event) {
        kept.remove(event);
    }

    /** The list of a room; empty where there is no such room. */
    public Optional<Made> of(String event, RoomId room) {
        Kept now = now(event);
        synchronized (now) {
            Made known = now.byRoom().get(room.value());
            if (known != null) {
                return Optional.of(known);
            }
            // What changes from here on puts another map in the place of this one.
            Optional<Made> made = make(event, room);
            made.ifPresent(one -> now.byRoom().put(room.value(), one));
            return made;
        }
    }

    private synchronized Kept now(String event) {
        return kept.computeIfAbsent(event, _ -> new Kept(new HashMap<>()));
    }

    private Optional<Made> make(String event, RoomId room) {
        Map<Integer, String> publicKeys = keys.publicKeys(new EventId(event));
        Instant asOf = clock.instant();
        return database.read(handle -> source(handle, event, room))
                .map(source -> {
                    AccessList list = new AccessList(codec, source, publicKeys);
                    At at = new At(ANY_PHONE, DOOR, true, 0, "", 0);
                    return new Made(list.bytes(at, asOf.toEpochMilli(), asOf), list.digest(at));
                });
    }

    private Optional<RoomSource> source(Handle handle, String event, RoomId room) {
        return handle.createQuery("SELECT name FROM room WHERE id = ? AND event = ?")
                .bind(0, room.value())
                .bind(1, event)
                .mapTo(String.class)
                .findOne()
                .map(name ->
                        new ListSource(handle)
                                .room(
                                        event,
                                        new Room(room, name),
                                        EventBadges.read(handle, event, codec),
                                        codec));
    }
}
