package io.turnout.protocol.message;

import java.time.Instant;

/**
 * The hub's time, in answer to a {@link UnitInfo}. Never retained. It was said after the unit's
 * word and before the unit heard it; an old one that is repeated says nothing wrong, only less.
 *
 * @param boot the unit's, as it said
 * @param monotonicMillis the unit's, as it said
 * @param at the hub's clock when it answered, which is the venue's time
 * @param signature base64 of the hub's Ed25519 signature over {@link #signedContent}: a broker can
 *     keep a time back, not make one
 */
public record HubTime(String boot, long monotonicMillis, Instant at, String signature) {
    /**
     * How fast a monotonic clock may run away from the venue's time, in millionths: network time
     * turns the kernel's clock by no more than 500, whatever the crystal does.
     */
    public static final long MOST_DRIFT = 500;

    /** What the hub signs: unit and boot are part of it, so that it fits no other. */
    public static String signedContent(UnitId unit, String boot, long monotonicMillis, Instant at) {
        return "turnout time 1\n%s\n%s\n%d\n%s".formatted(unit, boot, monotonicMillis, at);
    }

    /** How far a monotonic clock may have run away over a stretch of its time, rounded up. */
    public static long drift(long millis) {
        return Math.ceilDiv(Math.abs(millis) * MOST_DRIFT, 1_000_000L);
    }
}
