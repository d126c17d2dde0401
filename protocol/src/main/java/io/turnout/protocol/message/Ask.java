package io.turnout.protocol.message;

import io.turnout.protocol.badge.BadgeFingerprint;
import java.time.Duration;

/**
 * "Who is this?" A unit asks about a badge that its list lacks. Never retained; who does not get an
 * {@link Answer} in time decides without.
 *
 * @param id not used by this unit before, and not to be guessed: it keeps the answers to earlier
 *     questions from being taken for this one's
 */
public record Ask(long id, BadgeFingerprint badge) {
    /** Largest message in bytes. */
    public static final int MAX_BYTES = 1024;

    /** No unit waits longer for an answer, so the hub need not give one later. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
}
