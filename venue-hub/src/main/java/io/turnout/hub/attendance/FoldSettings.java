package io.turnout.hub.attendance;

import java.time.Duration;
import java.util.Locale;

/**
 * How presence is made of evidence.
 *
 * @param stillOpen until when somebody counts as present who was never seen leaving
 * @param graceBefore presence this long before the start counts
 * @param graceAfter presence this long after the end counts
 * @param walking nobody gets from one room to another in less; zero where all rooms are near
 */
public record FoldSettings(
        StillOpen stillOpen, Duration graceBefore, Duration graceAfter, Duration walking) {
    /** To the session's end, no grace, three minutes to walk. */
    public static final FoldSettings DEFAULT =
            new FoldSettings(
                    StillOpen.SESSION_END, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(3));

    /** What closes an interval that nothing closed. */
    public enum StillOpen {
        SESSION_END,
        /** The attendee's last scan for this session. */
        LAST_SEEN,
        /** It counts for nothing. */
        NO_TIME;

        /** As settings and tables write it: {@code session-end}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What a table holds; settings are checked before they get there. */
        static StillOpen of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
