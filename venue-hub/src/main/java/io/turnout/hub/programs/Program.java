package io.turnout.hub.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A program as it is set.
 *
 * @param roles what participants can be in it, one or more
 * @param hours authorized for each new path; absent where that is not applicable
 * @param door when the reader at the door confirms a meeting
 */
public record Program(
        ProgramId id,
        String event,
        Kind kind,
        String name,
        List<String> roles,
        Verification verification,
        Optional<Duration> hours,
        HoursBy hoursBy,
        Door door,
        long version) {
    public Program {
        roles = List.copyOf(roles);
    }

    /** What is done in it. */
    public enum Kind {
        COACHING,
        MENTORING,
        TUTORING
    }

    /** What counts as used. */
    public enum HoursBy {
        /** What was set for a meeting. */
        SCHEDULED,
        /** What the reader at the door measured, where it did. */
        DOOR
    }

    /**
     * So many participants, inside at once for so long, confirm a meeting.
     *
     * @param people two or more
     */
    public record Door(int people, Duration time) {
        /** What a new program begins with. */
        public static final Door USUAL = new Door(2, Duration.ofMinutes(10));
    }

    Program since(Instant now) {
        Verification was = verification;
        Verification from = new Verification(was.verified(), was.late(), was.autoConfirm(), now);
        return new Program(id, event, kind, name, roles, from, hours, hoursBy, door, version);
    }
}
