package io.turnout.hub.programs;

import java.util.Locale;

/** What became of a meeting so far. */
public enum MeetingStatus {
    /** It has not begun. */
    UPCOMING,
    /** It has begun, and nobody has said yet whether it took place. */
    UNCONFIRMED,
    /** It took place. */
    CONFIRMED,
    /** Somebody said that it did not take place. */
    NOT_HELD,
    /** It was cancelled inside the late window, which can still be disputed before it counts. */
    LATE_PENDING,
    /** It was cancelled too late. */
    LATE_CANCELLED,
    /** It was cancelled in time: it is in nobody's list any more. */
    GONE;

    /** As it is stored and written in addresses: {@code late-pending}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The status of a key.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static MeetingStatus of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether somebody can say that it is wrong. */
    boolean isDisputable() {
        return switch (this) {
            case CONFIRMED, NOT_HELD, LATE_PENDING, LATE_CANCELLED -> true;
            case UPCOMING, UNCONFIRMED, GONE -> false;
        };
    }

    /** Whether it was cancelled inside the late window. */
    boolean isLate() {
        return this == LATE_PENDING || this == LATE_CANCELLED;
    }
}
