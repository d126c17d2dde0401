package io.turnout.hub.fleet;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What the hub decides from where it is a door itself: the same that a unit's list would have, read
 * at this moment.
 */
public record AtHub(Handle handle) {
    /** How the names begin under which the hub's own scans are; no unit is called so. */
    public static final String PREFIX = "hub.";

    /** Longer ids leave no room for the beginning. */
    private static final int LONGEST_ROOM = 60;

    /**
     * A session and its room.
     *
     * @param limited whether its seats are counted
     */
    public record Place(RoomId room, DoorPolicy policy, DoorSession session, boolean limited) {}

    /** Under which name the scans of the hub's door of a room are. */
    public static UnitId unit(RoomId room) {
        String id = room.value();
        boolean fits = id.length() <= LONGEST_ROOM;
        UUID hash = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        return new UnitId(PREFIX + (fits ? id : hash.toString()));
    }

    /** A session of an event. */
    public Optional<Place> place(EventFacts event, SessionId session) {
        ListSource source = new ListSource(handle);
        return handle.createQuery(
                        "SELECT r.id, r.name FROM session s JOIN room r ON r.id = s.room"
                                + " WHERE s.id = ? AND s.event = ?")
                .bind(0, session.value())
                .bind(1, event.id().value())
                .map((row, _) ->
                        new ListSource.Room(new RoomId(row.getString(1)), row.getString(2)))
                .findOne()
                .flatMap(room ->
                        source.sessions(room).stream()
                                .filter(one -> one.session().id().equals(session))
                                .findFirst()
                                .map(one ->
                                        new Place(
                                                room.id(),
                                                source.event(event.id().value()).policy(),
                                                one.session(),
                                                one.capacity().isPresent())));
    }

    /** A badge with what it is entitled to in a room; empty for one that the event lacks. */
    public Optional<KnownBadge> badge(
            EventFacts event, RoomId room, BadgeFingerprint badge, Instant now) {
        KnownBadges.Place place = new KnownBadges.Place(event.id().value(), room.value());
        return new KnownBadges(handle).find(place, badge, now);
    }
}
