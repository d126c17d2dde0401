package io.turnout.protocol.access;

import java.time.Instant;

/**
 * The best known time with its bounds.
 *
 * @param earliest the true time is not before it
 * @param latest the true time is not after it
 */
public record TimeReading(Instant best, Instant earliest, Instant latest) {
    public TimeReading {
        if (best.isBefore(earliest) || best.isAfter(latest)) {
            throw new IllegalArgumentException(
                    "time " + best + " is outside its bounds " + earliest + " .. " + latest);
        }
    }

    /** A time that is trusted. */
    public static TimeReading exact(Instant time) {
        return new TimeReading(time, time, time);
    }
}
