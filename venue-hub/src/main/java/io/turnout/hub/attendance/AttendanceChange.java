package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Presence.Interval;
import io.turnout.protocol.access.SessionId;
import java.util.List;

/** What a fold made different from the fold before, for one attendee in one session. */
public sealed interface AttendanceChange {
    /** Whose. */
    long attendee();

    /** Where. */
    SessionId session();

    /**
     * A time inside has begun that was not told before.
     *
     * @param place of the time inside among those of the session, 0 for the first
     */
    record CheckedIn(long attendee, SessionId session, int place, Interval visit)
            implements AttendanceChange {}

    /** A time inside that was told before has ended by a scan. */
    record CheckedOut(long attendee, SessionId session, int place, Interval visit)
            implements AttendanceChange {}

    /**
     * What was told before is not so: these are all times inside now, and take its place.
     *
     * @param visits in order; none where there is nothing left
     */
    record Corrected(long attendee, SessionId session, List<Interval> visits)
            implements AttendanceChange {
        public Corrected {
            visits = List.copyOf(visits);
        }
    }
}
