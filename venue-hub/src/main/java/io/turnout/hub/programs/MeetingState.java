package io.turnout.hub.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All of a meeting that its rules go by.
 *
 * @param end after the start
 * @param said how long it took, where somebody said that it was another time than was set
 * @param disputed whether somebody said that the status is wrong, and nobody has resolved it
 */
public record MeetingState(
        MeetingStatus status,
        DecidedBy by,
        Instant start,
        Instant end,
        Optional<Duration> said,
        boolean disputed) {
    public MeetingState {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("a meeting ends after it starts");
        }
    }

    /** A meeting to come. */
    public static MeetingState booked(Instant start, Instant end) {
        return new MeetingState(
                MeetingStatus.UPCOMING, DecidedBy.TIME, start, end, Optional.empty(), false);
    }

    /** How long it was to take. */
    public Duration scheduled() {
        return Duration.between(start, end);
    }

    MeetingState become(MeetingStatus other, DecidedBy whom) {
        return new MeetingState(other, whom, start, end, Optional.empty(), false);
    }

    MeetingState held(DecidedBy whom, Optional<Duration> length) {
        return new MeetingState(MeetingStatus.CONFIRMED, whom, start, end, length, false);
    }

    MeetingState by(DecidedBy whom) {
        return new MeetingState(status, whom, start, end, said, disputed);
    }

    MeetingState asDisputed() {
        return new MeetingState(status, by, start, end, said, true);
    }
}
