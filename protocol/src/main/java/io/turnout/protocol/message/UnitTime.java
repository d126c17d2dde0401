package io.turnout.protocol.message;

import java.time.Instant;
import java.util.Optional;

/**
 * What a unit knows of time, beside its wall clock.
 *
 * @param monotonicMillis its monotonic clock when it said so
 * @param basis what it decides by, as text so that a hub reads newer units: {@code network}, {@code
 *     hub}, {@code own}, {@code last-known} or {@code none}
 * @param heard the last of the hub's times that it heard in this boot
 */
public record UnitTime(long monotonicMillis, String basis, Optional<Heard> heard) {
    /**
     * A time of the hub's.
     *
     * @param at what the hub said
     * @param monotonicMillis when it was heard
     */
    public record Heard(Instant at, long monotonicMillis) {}
}
