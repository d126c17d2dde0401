package io.turnout.gateway.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.message.ClockQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class UnitClockTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void isExactWhileNetworkTimeHoldsIt() {
        UnitClock.Moment now = clock(NOON, true).now();
        assertThat(now.quality()).isEqualTo(ClockQuality.SYNCED);
        assertThat(now.reading().earliest()).isEqualTo(now.reading().latest()).isEqualTo(NOON);
    }

    @Test
    void hasBoundsWhileItRunsFreely() {
        UnitClock.Moment now = clock(NOON, false).now();
        assertThat(now.quality()).isEqualTo(ClockQuality.FREE);
        assertThat(now.reading().earliest()).isBefore(NOON);
        assertThat(now.reading().latest()).isAfter(NOON);
    }

    @Test
    void isNotBelievedIn1970() {
        UnitClock.Moment now = clock(Instant.EPOCH, true).now();
        assertThat(now.quality()).isEqualTo(ClockQuality.UNSET);
        assertThat(now.wall()).as("evidence is kept as it is").isEqualTo(Instant.EPOCH);
        assertThat(now.reading().earliest()).isEqualTo(BUILT);
    }

    @Test
    void isNotBelievedBeforeTheDateOfItsList() {
        UnitClock clock = clock(NOON, true);
        clock.hasPassed(NOON.plus(Duration.ofDays(1)));
        assertThat(clock.now().quality()).isEqualTo(ClockQuality.UNSET);
        clock.hasPassed(NOON.minus(Duration.ofDays(100)));
        assertThat(clock.now().quality())
                .as("an older date says nothing")
                .isEqualTo(ClockQuality.UNSET);
    }

    @Test
    void countsMonotonicMilliseconds() {
        UnitClock clock = new UnitClock(() -> NOON, () -> 7_999_999L, "b", () -> true, BUILT);
        assertThat(clock.monotonicMillis()).isEqualTo(7);
    }

    @Test
    void makesUpABootOfItsOwnWhereTheSystemHasNone() {
        Path nowhere = Path.of("/no/such/file");
        assertThat(Boot.id(nowhere)).isNotEqualTo(Boot.id(nowhere)).hasSize(36);
    }

    @Test
    void asksTheKernelWithoutHarm() {
        long[] nanos = {0};
        NetworkTime probe = new NetworkTime(Path.of("/no/such/file"), () -> nanos[0]);
        boolean before = probe.getAsBoolean();
        nanos[0] = 2_000_000_000L;
        assertThat(probe.getAsBoolean()).isEqualTo(before);
        assertThat(new NetworkTime(Path.of("/"), () -> 0L).getAsBoolean())
                .as("the file of timesyncd is enough")
                .isTrue();
    }

    private static UnitClock clock(Instant wall, boolean synced) {
        return new UnitClock(() -> wall, () -> 0L, "boot", () -> synced, BUILT);
    }
}
