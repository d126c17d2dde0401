package io.turnout.hub.programs;

import java.util.Locale;

/** What an event makes of a meeting. */
public sealed interface MeetingOutcome {
    /** The same meeting, changed. */
    record Changed(MeetingState now) implements MeetingOutcome {}

    /** It was put off too late: the old one stays as such, and there is a new one. */
    record Split(MeetingState old, MeetingState fresh) implements MeetingOutcome {}

    /** Nothing changed. */
    record Refused(Reason reason) implements MeetingOutcome {}

    /** Why nothing changed. */
    enum Reason {
        /** It has begun: whether it takes place is asked after its end. */
        BEGUN,
        /** It is not over: nobody can know yet. */
        NOT_OVER,
        /** Its status was decided before; who thinks otherwise disputes it. */
        DECIDED,
        /** It was cancelled in time, and is nobody's any more. */
        GONE,
        /** Nobody is asked in this program. */
        NOT_VERIFIED,
        /** The new time is not in the future. */
        PAST,
        /** The new end is not after the new start, or too long after it. */
        WRONG_LENGTH,
        /** Nothing was decided that could be wrong. */
        NOTHING_TO_DISPUTE,
        DISPUTED_ALREADY,
        NOT_DISPUTED,
        /** It was not cancelled inside the late window. */
        NOT_LATE,
        /** No meeting of this program can be cancelled too late. */
        NO_LATE_CANCELS;

        /** As pages and tables of rules call it: {@code not-over}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
