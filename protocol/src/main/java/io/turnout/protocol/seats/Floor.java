package io.turnout.protocol.seats;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Doors, and the sessions that have a capacity, as they are now. */
record Floor(Map<UnitId, Doorway> doors, Map<SessionId, Limit> limits) {
    static final Floor EMPTY = new Floor(Map.of(), Map.of());

    Floor {
        doors = Map.copyOf(doors);
        limits = Map.copyOf(limits);
    }

    private Optional<Doorway> door(UnitId unit) {
        return Optional.ofNullable(doors.get(unit));
    }

    Optional<Limit> limit(SessionId session) {
        return Optional.ofNullable(limits.get(session));
    }

    Map<SessionId, Limit> limitsIn(RoomId room) {
        Map<SessionId, Limit> inRoom = new LinkedHashMap<>(limits);
        inRoom.values().removeIf(limit -> !limit.room().equals(room));
        return inRoom;
    }

    /** One at most. */
    Set<RoomId> roomOf(UnitId unit) {
        return door(unit).map(Doorway::room).map(Set::of).orElse(Set.of());
    }

    Set<RoomId> roomsOf(Collection<SessionId> sessions) {
        Set<RoomId> rooms = new HashSet<>();
        sessions.forEach(session -> limit(session).ifPresent(limit -> rooms.add(limit.room())));
        return rooms;
    }

    Set<RoomId> rooms() {
        Set<RoomId> rooms = new LinkedHashSet<>();
        limits.values().forEach(limit -> rooms.add(limit.room()));
        doors.values().forEach(door -> rooms.add(door.room()));
        return rooms;
    }

    boolean isReachable(UnitId unit) {
        return door(unit).filter(Doorway::reachable).isPresent();
    }

    /** Whether seats are lent to it: it lets in, and nobody has declared it lost. */
    boolean isServed(UnitId unit) {
        return door(unit).filter(door -> door.letsIn() && door.lostSince().isEmpty()).isPresent();
    }

    Optional<Instant> lostSince(UnitId unit) {
        return door(unit).flatMap(Doorway::lostSince);
    }
}
