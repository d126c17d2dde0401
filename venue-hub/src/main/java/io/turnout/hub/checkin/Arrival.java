package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.people.BadgeDesk;
import io.turnout.hub.people.EventKeys;
import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.access.Presentation.Form;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.SignatureCheck;
import io.turnout.protocol.crypto.Ed25519;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Who stands at the hub's door.
 *
 * @param badge absent where what was read could be no badge
 * @param attendee absent for a badge that the event lacks
 * @param issued whether a badge was made for it: scans name badges, so everybody needs one
 */
public record Arrival(
        Presentation presentation,
        Optional<BadgeFingerprint> badge,
        Optional<Long> attendee,
        boolean issued) {

    /** Finds out who comes, and makes badges for those who lack one. */
    public record Source(BadgeDesk badges, EventKeys keys) {
        /** Empty for an attendee whom the event lacks. */
        Optional<Arrival> of(Handle handle, Attempt attempt) {
            return switch (attempt.who()) {
                case Attempt.Who.Person(long attendee) ->
                        isOf(handle, attempt.event(), attendee)
                                ? Optional.of(person(handle, attempt, attendee))
                                : Optional.empty();
                case Attempt.Who.Badge(String text) ->
                        Optional.of(badge(handle, attempt.event(), text));
            };
        }

        private static boolean isOf(Handle handle, EventFacts event, long attendee) {
            return handle.createQuery("SELECT 1 FROM attendee WHERE id = ? AND event = ?")
                    .bind(0, attendee)
                    .bind(1, event.id().value())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
        }

        /** Who has a blocked badge gets no other: blocking is meant for the person. */
        private Arrival person(Handle handle, Attempt attempt, long attendee) {
            Optional<BadgeFingerprint> known =
                    handle.createQuery(
                                    """
                                    SELECT fingerprint FROM badge
                                    WHERE event = ? AND attendee = ?
                                      AND state IN ('active', 'blocked')
                                    ORDER BY state, state_ms DESC, code LIMIT 1
                                    """)
                            .bind(0, attempt.event().id().value())
                            .bind(1, attendee)
                            .map((row, _) -> BadgeFingerprint.parse(row.getString(1)))
                            .findOne();
            BadgeFingerprint badge = known.orElseGet(() -> issue(handle, attempt, attendee));
            return new Arrival(
                    new Presentation.Text(badge, Form.OURS),
                    Optional.of(badge),
                    Optional.of(attendee),
                    known.isEmpty());
        }

        private BadgeFingerprint issue(Handle handle, Attempt attempt, long attendee) {
            String who = "check-in by " + attempt.way().name().toLowerCase(Locale.ROOT);
            return BadgeFingerprint.parse(
                    badges.issue(handle, attempt.event(), attendee, who).fingerprint());
        }

        private Arrival badge(Handle handle, EventFacts event, String text) {
            Presentation presentation =
                    Presentation.of(text, event.tag(), event.fingerprinter(), signatures(event));
            Optional<BadgeFingerprint> badge =
                    switch (presentation) {
                        case Presentation.Unreadable() -> Optional.empty();
                        case Presentation.Text read -> Optional.of(read.fingerprint());
                        case Presentation.Signed read -> Optional.of(read.fingerprint());
                    };
            return new Arrival(
                    presentation,
                    badge,
                    badge.flatMap(print -> owner(handle, event, print)),
                    false);
        }

        private SignatureCheck signatures(EventFacts event) {
            Map<Integer, String> publicKeys = keys.publicKeys(event.id());
            return (id, content, signature) ->
                    Optional.ofNullable(publicKeys.get(id))
                            .map(key -> Base64.getDecoder().decode(key))
                            .filter(key -> Ed25519.verify(key, content, signature))
                            .isPresent();
        }

        private static Optional<Long> owner(
                Handle handle, EventFacts event, BadgeFingerprint badge) {
            return handle.createQuery(
                            "SELECT attendee FROM badge WHERE event = ? AND fingerprint = ?")
                    .bind(0, event.id().value())
                    .bind(1, badge.toString())
                    .mapTo(Long.class)
                    .findOne();
        }
    }
}
