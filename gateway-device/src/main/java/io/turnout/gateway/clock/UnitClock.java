package io.turnout.gateway.clock;

import io.turnout.protocol.access.TimeReading;
import io.turnout.protocol.message.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What this unit knows of time. Thread-safe, does not block.
 *
 * <p>A unit may start in 1970 (no battery behind its clock), so a wall clock is believed only above
 * a floor: the newest time that is known to have passed.
 */
public final class UnitClock {
    /** How far a clock that ran freely since it was set may be off. */
    static final Duration FREE_ERROR = Duration.ofSeconds(30);

    /** How far ahead of the true time a clock that was never set may be thought behind. */
    static final Duration UNSET_SPAN = Duration.ofDays(3650);

    /** A hub's clock may be a little ahead of ours without ours being wrong. */
    static final Duration FLOOR_TOLERANCE = Duration.ofMinutes(5);

    private final InstantSource wall;
    private final LongSupplier nanoTime;
    private final String boot;
    private final BooleanSupplier synced;
    private volatile Instant floor;

    /**
     * One unit's clock.
     *
     * @param nanoTime monotonic within one boot, as {@link System#nanoTime}
     * @param boot random id of the boot
     * @param synced whether network time holds the wall clock; asked at each reading
     * @param floor a time that has passed for certain, such as when the program was built
     */
    public UnitClock(
            InstantSource wall,
            LongSupplier nanoTime,
            String boot,
            BooleanSupplier synced,
            Instant floor) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.boot = boot;
        this.synced = synced;
        this.floor = floor;
    }

    /** All clocks at one moment. */
    public Moment now() {
        Instant now = Instant.ofEpochMilli(wall.millis());
        ClockQuality quality = quality(now);
        return new Moment(now, monotonicMillis(), boot, quality, bounds(now, quality));
    }

    /** Comparable within one boot only; sees no steps of the wall clock. */
    public long monotonicMillis() {
        return Math.floorDiv(nanoTime.getAsLong(), 1_000_000L);
    }

    public String boot() {
        return boot;
    }

    /**
     * Somebody trusted says that this time has passed, such as a signed list that says when it was
     * made.
     */
    public void hasPassed(Instant time) {
        Instant tolerated = time.minus(FLOOR_TOLERANCE);
        if (tolerated.isAfter(floor)) {
            floor = tolerated;
        }
    }

    private ClockQuality quality(Instant now) {
        if (now.isBefore(floor)) {
            return ClockQuality.UNSET;
        }
        return synced.getAsBoolean() ? ClockQuality.SYNCED : ClockQuality.FREE;
    }

    private TimeReading bounds(Instant now, ClockQuality quality) {
        return switch (quality) {
            case SYNCED -> TimeReading.exact(now);
            case FREE -> new TimeReading(now, now.minus(FREE_ERROR), now.plus(FREE_ERROR));
            case UNSET -> new TimeReading(floor, floor, floor.plus(UNSET_SPAN));
        };
    }

    /**
     * One moment, by every clock there is.
     *
     * @param wall to the millisecond, as messages carry it
     */
    public record Moment(
            Instant wall,
            long monotonicMillis,
            String boot,
            ClockQuality quality,
            TimeReading reading) {}
}
