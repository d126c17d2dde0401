package io.turnout.gateway.clock;

import io.turnout.protocol.access.TimeReading;
import io.turnout.protocol.message.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What time it is, as far as a unit can know. A function of what its clocks show and of what it has
 * learnt before, so that each fault of a clock can be tried.
 */
final class TimeRules {
    /** How far a clock that ran freely since it was set may be off. */
    static final Duration FREE_ERROR = Duration.ofSeconds(30);

    /** How far ahead of the newest time that has passed an unknown time is thought to be. */
    static final Duration UNSET_SPAN = Duration.ofDays(3650);

    /** Wall clock and known time may be apart so far: they are read one after the other. */
    static final Duration AGREEMENT = Duration.ofSeconds(2);

    /** A clock that nothing holds is believed so long after the last time that is known. */
    static final Duration SHELF_LIFE = Duration.ofDays(30);

    private TimeRules() {}

    /** What the clocks show, at one moment. */
    record Shown(Instant wall, long monotonicMillis, boolean synced, boolean batteryBacked) {}

    /**
     * What was learnt before.
     *
     * @param trusted the offset known in this boot, and from whom
     * @param floorMillis monotonic plus this has passed for certain
     * @param floorTold whether somebody said so in service; otherwise it is the program's own date
     * @param ownMillis the offset of the wall clock when it was first believed on its own word
     */
    record Past(
            Optional<Trusted> trusted,
            long floorMillis,
            boolean floorTold,
            Optional<Long> ownMillis) {}

    /** An offset and whose word it is. */
    record Trusted(Offset offset, TimeBasis by) {}

    /** What it comes to. */
    record Judged(ClockQuality quality, TimeReading reading, TimeBasis basis) {}

    static Judged judge(Shown shown, Past past) {
        return past.trusted()
                .map(trusted -> byTrusted(shown, trusted))
                .orElseGet(() -> withoutTrusted(shown, past));
    }

    /** The wall clock may say what it likes: the monotonic one sees no steps. */
    private static Judged byTrusted(Shown shown, Trusted trusted) {
        Offset now = trusted.offset().at(shown.monotonicMillis());
        Instant earliest = Instant.ofEpochMilli(shown.monotonicMillis() + now.atLeast());
        Instant latest = Instant.ofEpochMilli(shown.monotonicMillis() + now.atMost());
        boolean agrees =
                !shown.wall().isBefore(earliest.minus(AGREEMENT))
                        && !shown.wall().isAfter(latest.plus(AGREEMENT));
        if (agrees && shown.synced()) {
            return new Judged(
                    ClockQuality.SYNCED, TimeReading.exact(shown.wall()), TimeBasis.NETWORK);
        }
        Instant middle = earliest.plusMillis(now.width() / 2);
        Instant best = agrees ? within(shown.wall(), earliest, latest) : middle;
        return new Judged(
                agrees ? ClockQuality.FREE : ClockQuality.UNSET,
                new TimeReading(best, earliest, latest),
                trusted.by());
    }

    private static Judged withoutTrusted(Shown shown, Past past) {
        Instant floor = Instant.ofEpochMilli(shown.monotonicMillis() + past.floorMillis());
        if (shown.wall().isBefore(floor)) {
            return unknown(floor, floor, past);
        }
        if (shown.synced()) {
            return new Judged(
                    ClockQuality.SYNCED, TimeReading.exact(shown.wall()), TimeBasis.NETWORK);
        }
        if (past.floorTold() && shown.wall().isAfter(floor.plus(SHELF_LIFE))) {
            return unknown(floor, floor, past);
        }
        // Without a battery it begins where the system last left it: hours ago, or a night.
        return shown.batteryBacked()
                ? free(shown, floor, past.ownMillis())
                : unknown(shown.wall(), floor, past);
    }

    private static Judged unknown(Instant best, Instant floor, Past past) {
        Instant latest = floor.plus(UNSET_SPAN);
        return new Judged(
                ClockQuality.UNSET,
                new TimeReading(earlier(best, latest), floor, latest),
                past.floorTold() ? TimeBasis.LAST_KNOWN : TimeBasis.NONE);
    }

    /** A clock that was set while it ran: nobody knows which of the two times is right. */
    private static Judged free(Shown shown, Instant floor, Optional<Long> ownMillis) {
        Instant wall = shown.wall();
        Instant own =
                ownMillis
                        .map(millis -> Instant.ofEpochMilli(shown.monotonicMillis() + millis))
                        .filter(time -> !time.isBefore(floor))
                        .filter(time -> apart(time, wall).compareTo(AGREEMENT) > 0)
                        .orElse(wall);
        Instant earliest = later(floor, earlier(own, wall).minus(FREE_ERROR));
        Instant latest = later(own, wall).plus(FREE_ERROR);
        return new Judged(ClockQuality.FREE, new TimeReading(own, earliest, latest), TimeBasis.OWN);
    }

    private static Duration apart(Instant a, Instant b) {
        return Duration.between(a, b).abs();
    }

    private static Instant within(Instant time, Instant earliest, Instant latest) {
        return earlier(latest, later(earliest, time));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
