package io.turnout.gateway.clock;

import java.time.Duration;
import java.time.Instant;

/** Clocks made by hand: the true time, and a wall clock that may be wrong, set and synchronized. */
final class FaultyClock {
    static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Instant truth = NOON;
    private Duration wrongBy = Duration.ZERO;
    private Duration started = Duration.ofMinutes(3);
    private String boot = "boot-1";
    private boolean synced;

    /** A clock of a process that starts now. */
    UnitClock start(boolean batteryBacked) {
        return new UnitClock(
                new UnitClock.Sources(
                        () -> truth.plus(wrongBy), this::nanos, boot, () -> synced, batteryBacked),
                BUILT);
    }

    /** The machine was off for a while. */
    void reboot(String newBoot, Duration off) {
        truth = truth.plus(off);
        started = Duration.between(NOON, truth).negated();
        boot = newBoot;
    }

    void pass(Duration time) {
        truth = truth.plus(time);
    }

    void set(Duration wrong) {
        wrongBy = wrong;
    }

    void sync(boolean nowSynced) {
        synced = nowSynced;
    }

    Instant truth() {
        return truth;
    }

    /** The hub says its time, which is the true one, a tenth of a second after it was asked. */
    boolean exchange(UnitClock clock) {
        long asked = clock.monotonicMillis();
        pass(Duration.ofMillis(100));
        Instant said = truth;
        pass(Duration.ofMillis(100));
        return clock.hubSaid(said, asked, clock.monotonicMillis());
    }

    private long nanos() {
        return Duration.between(NOON, truth).plus(started).toNanos();
    }
}
