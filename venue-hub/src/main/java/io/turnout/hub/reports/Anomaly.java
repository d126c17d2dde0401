package io.turnout.hub.reports;

import io.turnout.hub.web.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that a person should look at.
 *
 * @param kind as exports write it: {@code two-rooms}
 * @param sentence which of the sentences says it: the kind, or the kind and how it is known
 * @param who whom it is about; nobody where it is about a room
 * @param untilMs where it took a time, when that was over
 * @param unit that it is about, or whose scan it is; empty for none
 * @param number of the scan in that unit's journal
 * @param seconds how long it took, or how much is uncertain
 * @param told what the sentence has places for
 */
public record Anomaly(
        String kind,
        String sentence,
        Person who,
        Place where,
        long atMs,
        Optional<Long> untilMs,
        String unit,
        Optional<Long> number,
        Optional<Long> seconds,
        List<Object> told) {
    public Anomaly {
        told = List.copyOf(told);
    }

    /** An attendee; nobody where the number is empty. */
    public record Person(long id, String number, String familyName, String givenName) {
        static final Person NOBODY = new Person(0, "", "", "");

        /** {@code Ada L.} */
        public String name() {
            return Stay.shortName(givenName, familyName);
        }
    }

    /** A session and a room; empty where it is about none. */
    public record Place(String session, String title, String room) {
        static final Place NONE = new Place("", "", "");
    }

    /** In words. */
    public String in(Words words) {
        return words.get("anomaly.say." + sentence, told.toArray());
    }

    public Instant at() {
        return Instant.ofEpochMilli(atMs);
    }

    /** The end of the address of that correction's form: the unit, and from when until when. */
    public String repair() {
        Instant until = Instant.ofEpochMilli(untilMs.orElse(atMs));
        return "unit=" + unit + "&from=" + at() + "&until=" + until;
    }

    /** Whether correcting its session for many may be the answer. */
    public boolean isRepaired() {
        return !where.session().isEmpty() && untilMs.isPresent() && !unit.isEmpty();
    }
}
