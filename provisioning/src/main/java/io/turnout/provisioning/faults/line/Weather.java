package io.turnout.provisioning.faults.line;

import java.time.Duration;

/** What a line does with bytes. */
public sealed interface Weather {
    /** Carries them. */
    record Clear() implements Weather {}

    /** Breaks what stands and refuses what comes. */
    record Cut() implements Weather {}

    /** Accepts and delivers nothing, in either direction. */
    record HalfOpen() implements Weather {}

    /**
     * Carries them late.
     *
     * @param each delay of each piece
     * @param bytesPerSecond of each direction, 1 or more
     */
    record Slow(Duration each, int bytesPerSecond) implements Weather {
        long nanos(int bytes) {
            return each.toNanos() + bytes * 1_000_000_000L / bytesPerSecond;
        }
    }
}
