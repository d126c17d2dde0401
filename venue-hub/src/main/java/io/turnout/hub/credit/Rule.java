package io.turnout.hub.credit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can decide a line, or have a part in it. Each has a text of its own. */
public enum Rule {
    /** The session was cancelled. */
    CANCELLED,
    /** Until its end nobody knows: minutes that are still to come are in the fold's count. */
    NOT_OVER,

    /** Check-out is not used there, so whoever came counts for all of it. */
    WHOLE_WITHOUT_CHECK_OUT,
    /** Check-out is not used there, and settings say that nothing counts then. */
    NOTHING_WITHOUT_CHECK_OUT,
    /** Nobody saw the attendee leave: to the session's end. */
    ENDED_SESSION_END,
    /** Nobody saw the attendee leave: to the last scan. */
    ENDED_LAST_SEEN,
    /** Nobody saw the attendee leave: no time. */
    ENDED_NO_TIME,
    /** Left by entering elsewhere. */
    ENDED_ELSEWHERE,
    /** Several times inside: {0} of them. */
    RE_ENTERED,
    /** Time outside of the session counts: {0} minutes before it, {1} after. */
    GRACE,

    /** {0} minutes of it are another session's, {1}, because that one gives credits. */
    OVERLAP_CREDITS,
    /** {0} minutes of it are another session's, {1}, which was entered first. */
    OVERLAP_FIRST,
    /** {0} minutes of it are another session's, {1}, where the attendee was longer. */
    OVERLAP_LONGEST,
    /** {0} minutes were shared with {1}. */
    OVERLAP_SPLIT,
    /** {0} minutes count in {1} too. */
    OVERLAP_EACH,
    /** More than the session's {0} minutes cannot count. */
    CAPPED,
    /** Between {0} and {1} minutes; what is certain counts. */
    UNCERTAIN_LEAST,
    /** Between {0} and {1} minutes; best times count. */
    UNCERTAIN_BEST,

    /** None of it counts. */
    NO_TIME,
    /** Present {0} of {1} minutes ({2} %), {3} % needed. */
    PRESENT_PERCENT_MET,
    PRESENT_PERCENT_MISSED,
    /** Present {0} of {1} minutes ({2} %), {3} minutes needed. */
    PRESENT_MINUTES_MET,
    PRESENT_MINUTES_MISSED,
    /** Present {0} of {1} minutes ({2} %), any time is enough. */
    PRESENT_ENOUGH,
    /** As those of presence, where less of it counts. */
    COUNTED_PERCENT_MET,
    COUNTED_PERCENT_MISSED,
    COUNTED_MINUTES_MET,
    COUNTED_MINUTES_MISSED,
    COUNTED_ENOUGH,

    /** The session has no field of study. */
    NO_FIELDS,
    /** {0} % of the credits. */
    PROPORTIONAL,
    /** Down to steps of {0}. */
    ROUNDED_DOWN,
    /** To the nearest step of {0}. */
    ROUNDED_NEAREST;

    /** As tables and exports write it: {@code overlap-first}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As a reason that needs no arguments. */
    public Reason alone() {
        return new Reason(this, List.of());
    }

    /** The key of its text. */
    String text() {
        return "credit.rule." + key();
    }

    static Optional<Rule> of(String key) {
        return Arrays.stream(values()).filter(rule -> rule.key().equals(key)).findFirst();
    }
}
