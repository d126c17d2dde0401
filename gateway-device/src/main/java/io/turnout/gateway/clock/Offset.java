package io.turnout.gateway.clock;

import io.turnout.protocol.message.HubTime;

/**
 * Bounds of the venue's time minus this boot's monotonic clock, in milliseconds. They held at one
 * moment; away from it they widen by what the clock may drift.
 *
 * @param atLeast at most {@code atMost}
 * @param monotonicMillis when they held
 */
public record Offset(long atLeast, long atMost, long monotonicMillis) {
    public Offset {
        if (atLeast > atMost) {
            throw new IllegalArgumentException("at least " + atLeast + ", at most " + atMost);
        }
    }

    /** What is known at another moment of the same boot. */
    Offset at(long monotonic) {
        long drift = HubTime.drift(monotonic - monotonicMillis);
        return new Offset(atLeast - drift, atMost + drift, monotonic);
    }

    /** Both together, where they agree; otherwise the newer alone: the venue's time was set. */
    Offset with(Offset newer) {
        Offset known = at(newer.monotonicMillis);
        long least = Math.max(known.atLeast, newer.atLeast);
        long most = Math.min(known.atMost, newer.atMost);
        return least <= most ? new Offset(least, most, newer.monotonicMillis) : newer;
    }

    long width() {
        return atMost - atLeast;
    }
}
