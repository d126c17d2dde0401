package io.turnout.hub.people;

import io.turnout.protocol.badge.BadgeFingerprint;
import java.util.Optional;

/** A row of a list of attendees, and the badge that it names. */
record ListedAttendee(AttendeeRow row, Optional<Badge> badge) {

    /**
     * A badge as it is kept.
     *
     * @param code in its canonical form
     */
    record Badge(BadgeFingerprint fingerprint, String code) {}
}
