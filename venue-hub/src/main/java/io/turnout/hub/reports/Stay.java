package io.turnout.hub.reports;

import java.util.Optional;

/**
 * A person in a session, as the attendance fold has it.
 *
 * @param number the attendee's number
 * @param code the short code of the person's active badge; empty without one
 * @param presentMs what counts as presence so far, without an interval that is still open
 * @param flagged let in, but to be looked at
 * @param endedBy what ended the last time inside: {@code exit}, {@code entry-elsewhere}, or the
 *     policy for who was not seen leaving; empty for somebody who never was inside
 * @param endedMs when, or until when it counts
 * @param leastMs what {@code presentMs} is at least, where a time is uncertain
 * @param mostMs what it is at most
 */
public record Stay(
        long attendee,
        String number,
        String givenName,
        String familyName,
        String code,
        boolean registered,
        boolean inside,
        Optional<Long> firstInMs,
        Optional<Long> lastOutMs,
        long presentMs,
        boolean walkIn,
        boolean flagged,
        String endedBy,
        Optional<Long> endedMs,
        long leastMs,
        long mostMs) {
    /** Whether it matters that a time is uncertain: pages tell minutes. */
    public boolean isUncertain() {
        return mostMs - leastMs >= 60_000;
    }

    /** {@code Ada L.} */
    public String name() {
        return shortName(givenName, familyName);
    }

    static String shortName(String givenName, String familyName) {
        if (familyName.isEmpty()) {
            return givenName;
        }
        int initial = familyName.offsetByCodePoints(0, 1);
        return (givenName + " " + familyName.substring(0, initial) + ".").strip();
    }

    /** Whether nobody read the exit: an entry elsewhere tells of it. */
    public boolean derived() {
        return endedBy.equals("entry-elsewhere");
    }
}
