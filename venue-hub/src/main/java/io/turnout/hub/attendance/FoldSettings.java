package io.turnout.hub.attendance;

import java.time.Duration;

/**
 * How presence is made of evidence.
 *
 * @param stillOpen until when somebody counts as present who was never seen leaving
 * @param graceBefore presence this long before the start counts
 * @param graceAfter presence this long after the end counts
 */
public record FoldSettings(StillOpen stillOpen, Duration graceBefore, Duration graceAfter) {
    /** To the session's end, no grace. */
    public static final FoldSettings DEFAULT =
            new FoldSettings(StillOpen.SESSION_END, Duration.ZERO, Duration.ZERO);

    /** What closes an interval that nothing closed. */
    public enum StillOpen {
        SESSION_END,
        /** The attendee's last scan for this session. */
        LAST_SEEN,
        /** It counts for nothing. */
        NO_TIME
    }
}
