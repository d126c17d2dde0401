package io.turnout.hub.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What happens to a meeting, but for the passing of time. */
public sealed interface MeetingEvent {
    /** It is called off. */
    record Cancel() implements MeetingEvent {}

    /** It is to be at another time. */
    record Reschedule(Instant start, Instant end) implements MeetingEvent {}

    /** A participant says that it took place as set. */
    record Confirm() implements MeetingEvent {}

    /** A participant says that it did not take place. */
    record DidNotTakePlace() implements MeetingEvent {}

    /** A participant says that it took place, and how long. */
    record OtherDuration(Duration length) implements MeetingEvent {}

    /** The reader at the door saw enough participants for long enough. */
    record SeenAtDoor() implements MeetingEvent {}

    /** Somebody says that the status is wrong. */
    record Dispute() implements MeetingEvent {}

    /**
     * Somebody who runs the program decides a dispute.
     *
     * @param length of a meeting that was held; absent for what was set
     */
    record Resolve(Verdict verdict, Optional<Duration> length) implements MeetingEvent {}

    /** How a dispute ends. */
    enum Verdict {
        HELD,
        NOT_HELD,
        /** It was cancelled too late. */
        LATE,
        /** It was cancelled too late, which is forgiven: the meeting goes. */
        WAIVED
    }
}
