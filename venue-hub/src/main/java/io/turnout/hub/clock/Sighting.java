package io.turnout.hub.clock;

import io.turnout.protocol.message.HubTime;
import java.util.Comparator;
import java.util.Optional;

/**
 * What was said once of a unit's clock in one boot, in milliseconds.
 *
 * @param monoMs the unit's monotonic clock
 * @param wallMs its wall clock at the same moment
 * @param clock how far the unit believed that: {@code synced}, {@code free} or {@code unset}
 * @param receivedMs the hub's clock when it came: it was said before
 * @param heard a time of the hub's that the unit had heard: it was said after
 */
record Sighting(long monoMs, long wallMs, String clock, long receivedMs, Optional<Bound> heard) {
    /** How long one stretch of the monotonic clock is that a few sightings speak for. */
    static final long SLOT_MS = 10 * 60_000;

    static final Comparator<Sighting> ORDER =
            Comparator.comparingLong(Sighting::monoMs)
                    .thenComparingLong(Sighting::wallMs)
                    .thenComparing(Sighting::clock)
                    .thenComparingLong(Sighting::receivedMs);

    /**
     * A bound of venue time minus monotonic clock.
     *
     * @param monoMs where it holds; elsewhere it is wider by what the clock may drift
     */
    record Bound(long offsetMs, long monoMs) {
        static final Comparator<Bound> ORDER =
                Comparator.comparingLong(Bound::offsetMs).thenComparingLong(Bound::monoMs);

        long drift(long mono) {
            return HubTime.drift(mono - monoMs);
        }

        long slot() {
            return Math.floorDiv(monoMs, SLOT_MS);
        }
    }

    /** The offset is at most this. */
    Bound upper() {
        return new Bound(receivedMs - monoMs, monoMs);
    }

    /** Wall clock minus monotonic clock: it changes only where the wall clock is set. */
    long wallOffsetMs() {
        return wallMs - monoMs;
    }
}
