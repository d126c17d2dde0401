package io.turnout.hub.fleet;

import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One badge as the next access list of a unit would have it: by the same queries, for the unit's
 * event and room.
 */
record KnownBadges(Handle handle) {
    /** Where a unit is. */
    record Place(String event, String room) {}

    private record Badge(long attendee, BadgeState state) {}

    /** Empty for a unit that is not registered. */
    Optional<Place> place(UnitId unit) {
        return handle.createQuery(
                        """
                        SELECT r.event, r.id FROM unit u
                        JOIN door d ON d.id = u.door JOIN room r ON r.id = d.room
                        WHERE u.id = :unit
                        """)
                .bind("unit", unit.value())
                .map((row, context) -> new Place(row.getString(1), row.getString(2)))
                .findOne();
    }

    /** Empty for a badge that the event lacks. */
    Optional<KnownBadge> find(Place place, BadgeFingerprint fingerprint, Instant now) {
        return badge(place, fingerprint)
                .map(badge ->
                        new KnownBadge(
                                badge.state(),
                                sessions(ListSource.REGISTERED, place, badge, now),
                                sessions(ListSource.TARGETED, place, badge, now)));
    }

    private Optional<Badge> badge(Place place, BadgeFingerprint fingerprint) {
        return handle.createQuery(
                        "SELECT attendee, state FROM badge"
                                + " WHERE event = :event AND fingerprint = :fingerprint")
                .bind("event", place.event())
                .bind("fingerprint", fingerprint.toString())
                .map((row, context) ->
                        new Badge(
                                row.getLong(1),
                                ListSource.value(BadgeState.class, row.getString(2))))
                .findOne();
    }

    /** Nearest to now first: of more sessions than fit, those are told of that matter. */
    private List<SessionId> sessions(String entitled, Place place, Badge badge, Instant now) {
        return handle.createQuery(
                        """
                        SELECT entitled.session FROM (%s) entitled
                        LEFT JOIN session s ON s.id = entitled.session
                        LEFT JOIN meeting m ON 'meeting.' || m.id = entitled.session
                        WHERE entitled.attendee = :attendee
                        ORDER BY abs(coalesce(s.start_ms, m.start_ms) - :now), entitled.session
                        LIMIT :most
                        """
                                .formatted(entitled))
                .bind("room", place.room())
                .bind("attendee", badge.attendee())
                .bind("now", now.toEpochMilli())
                .bind("most", KnownBadge.MAX_SESSIONS)
                .map((row, context) -> new SessionId(row.getString(1)))
                .list();
    }
}
