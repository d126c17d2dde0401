package io.turnout.hub.agenda;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.HttpProblem;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.crypto.HmacFingerprinter;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What imports and exports must know of an event.
 *
 * @param zone of the venue
 * @param ownFields the names of the fields of its own that attendees are asked for
 * @param salt base64 of the key of its badge fingerprints
 */
public record EventFacts(
        EventId id, EventTag tag, ZoneId zone, List<String> ownFields, String salt) {
    public EventFacts {
        ownFields = List.copyOf(ownFields);
    }

    /** The event of that id, if there is one. */
    public static Optional<EventFacts> find(Handle handle, String id) {
        return Ids.valid(id) ? query(handle, id) : Optional.empty();
    }

    /**
     * The event of that id.
     *
     * @throws HttpProblem 404 where there is none
     */
    public static EventFacts require(Database database, String id) {
        return database.read(handle -> find(handle, id))
                .orElseThrow(() -> HttpProblem.notFound("event", id));
    }

    /** What turns a badge's text into its fingerprint in this event. */
    public HmacFingerprinter fingerprinter() {
        return new HmacFingerprinter(Base64.getDecoder().decode(salt));
    }

    /** Without the salt, so that it may stand in a log. */
    @Override
    public String toString() {
        return "EventFacts[id=%s, tag=%s, zone=%s]".formatted(id, tag, zone);
    }

    private static Optional<EventFacts> query(Handle handle, String id) {
        return handle.createQuery("SELECT tag, zone, identify, salt FROM event WHERE id = ?")
                .bind(0, id)
                .map((row, _) ->
                        new EventFacts(
                                new EventId(id),
                                new EventTag(row.getString("tag")),
                                ZoneId.of(row.getString("zone")),
                                EventSettings.ownFields(row.getString("identify").lines().toList()),
                                row.getString("salt")))
                .findOne();
    }
}
