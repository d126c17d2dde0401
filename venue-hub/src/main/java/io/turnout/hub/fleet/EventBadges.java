package io.turnout.hub.fleet;

import io.turnout.hub.people.ChangeMark;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.MessageCodec;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The badges of an event in the order of their fingerprints, read once for all of its rooms. Most
 * may enter nothing in most rooms: of these, the line in a list is the same in each and made once.
 *
 * @param serial of the newest change that is in all of them
 */
record EventBadges(long serial, List<Known> all) {
    EventBadges {
        all = List.copyOf(all);
    }

    /** A badge, and its line in the list of a room where it may enter nothing. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Known(long attendee, ListBadge bare, byte[] line) {}

    static EventBadges read(Handle handle, String event, MessageCodec codec) {
        long serial = ChangeMark.read(handle);
        List<Known> all =
                handle
                        .createQuery(
                                "SELECT fingerprint, attendee, state FROM badge"
                                        + " WHERE event = :event AND unlisted = 0")
                        .bind("event", event)
                        .map((row, _) -> {
                            ListBadge bare =
                                    new ListBadge(
                                            BadgeFingerprint.parse(row.getString(1)),
                                            ListSource.value(BadgeState.class, row.getString(3)),
                                            List.of(),
                                            List.of());
                            return new Known(row.getLong(2), bare, codec.write(bare));
                        })
                        .stream()
                        .sorted(Comparator.comparing(known -> known.bare().badge()))
                        .toList();
        return new EventBadges(serial, all);
    }
}
