package io.turnout.hub.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a program's meetings are verified: what was chosen when it was made (P-2).
 *
 * @param verified whether participants are asked; else a meeting counts as held when it is over
 * @param late how long before its start a meeting is cancelled too late; absent for never
 * @param autoConfirm how long after its end a meeting confirms itself; none where nobody is asked
 * @param since when these settings came into force: they decide nothing at a time before
 */
public record Verification(
        boolean verified, Optional<Duration> late, Duration autoConfirm, Instant since) {
    public Verification {
        if (!verified && (late.isPresent() || !autoConfirm.isZero())) {
            throw new IllegalArgumentException("windows without verification");
        }
        if (verified && (!autoConfirm.isPositive() || late.stream().anyMatch(Duration::isZero))) {
            throw new IllegalArgumentException("windows are longer than nothing");
        }
    }

    /** Nobody is asked. */
    public static Verification none(Instant since) {
        return new Verification(false, Optional.empty(), Duration.ZERO, since);
    }

    /** Whether calling off a meeting is too late; exactly at the window's beginning it is. */
    boolean isLate(Instant start, Instant now) {
        return late.filter(window -> !now.isBefore(start.minus(window))).isPresent();
    }

    /** When a meeting that nobody said anything of is decided. */
    Instant decidedAt(MeetingState meeting) {
        Instant over = meeting.end().plus(autoConfirm);
        return over.isBefore(since) ? since : over;
    }
}
