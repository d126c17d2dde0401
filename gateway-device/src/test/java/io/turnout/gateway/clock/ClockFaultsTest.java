package io.turnout.gateway.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.access.TimeReading;
import io.turnout.protocol.message.ClockQuality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which a unit's wall clock may be wrong, and what the unit then decides by. */
final class ClockFaultsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FaultyClock world = new FaultyClock();

    @TempDir private Path folder;

    static Stream<Duration> faults() {
        return Stream.of(
                Duration.between(FaultyClock.NOON, java.time.Instant.EPOCH),
                Duration.ofDays(3652),
                HOUR.negated(),
                Duration.ofDays(-1),
                Duration.ofDays(1),
                Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void goesByTheHubOnceItHasHeardIt(Duration wrong) {
        world.set(wrong);
        UnitClock clock = world.start(false);
        assertThat(world.exchange(clock)).isTrue();
        for (int minute = 0; minute < 60; minute++) {
            world.pass(Duration.ofMinutes(1));
            assertRight(clock, Duration.ofSeconds(4));
            assertThat(clock.now().basis()).isEqualTo(TimeBasis.HUB);
            assertThat(clock.now().quality()).isEqualTo(ClockQuality.UNSET);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void believesTheHubMoreThanNetworkTime(Duration wrong) {
        world.set(wrong);
        world.sync(true);
        UnitClock clock = world.start(true);
        clock.now();
        world.exchange(clock);
        world.pass(Duration.ofMinutes(1));
        assertRight(clock, SECOND);
        assertThat(clock.now().quality()).isEqualTo(ClockQuality.UNSET);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aStepOfASynchronizedClockChangesNothing(Duration step) {
        world.sync(true);
        UnitClock clock = world.start(true);
        assertThat(clock.now().basis()).isEqualTo(TimeBasis.NETWORK);
        world.pass(HOUR);
        world.set(step);
        assertRight(clock, Duration.ofSeconds(6));
    }

    @Test
    void stepsOf60SecondsEvery5SecondsChangeNothing() {
        UnitClock clock = world.start(true);
        world.exchange(clock);
        for (int step = 1; step <= 100; step++) {
            world.pass(Duration.ofSeconds(5));
            world.set(Duration.ofSeconds(60L * (step % 7 - 3)));
            assertRight(clock, Duration.ofSeconds(2));
        }
    }

    @Test
    void aClockWithoutNetworkThatIsSetIsUncertainBetweenBothTimes() {
        UnitClock clock = world.start(true);
        assertThat(clock.now().basis()).isEqualTo(TimeBasis.OWN);
        world.pass(Duration.ofMinutes(10));
        world.set(HOUR.negated());
        TimeReading reading = clock.now().reading();
        assertThat(reading.best()).isEqualTo(world.truth());
        assertThat(reading.earliest()).isBefore(world.truth().minus(HOUR));
        assertThat(reading.latest()).isAfter(world.truth());
    }

    @Test
    void withoutBatteryNetworkAndHubOnlyTheLastKnownTimeHasPassed() {
        world.set(Duration.ofMinutes(-50));
        UnitClock clock = world.start(false);
        assertThat(clock.now().basis()).isEqualTo(TimeBasis.NONE);
        clock.hasPassed(world.truth().minus(Duration.ofHours(2)));
        assertThat(clock.now().basis()).isEqualTo(TimeBasis.LAST_KNOWN);
        assertThat(clock.now().reading().earliest()).isBefore(world.truth());
        assertThat(clock.now().reading().latest()).isAfter(world.truth());
    }

    @Test
    void aTimeThatHasPassedGoesOnPassing() {
        world.set(Duration.ofDays(-20_000));
        UnitClock clock = world.start(false);
        clock.hasPassed(world.truth());
        world.pass(HOUR);
        assertThat(clock.now().reading().best())
                .isEqualTo(world.truth().minus(UnitClock.FLOOR_TOLERANCE));
    }

    @Test
    void aClockYearsAheadIsNotBelievedOnItsOwnWord() {
        UnitClock clock = world.start(true);
        clock.hasPassed(world.truth().minus(HOUR));
        assertThat(clock.now().basis()).isEqualTo(TimeBasis.OWN);
        world.set(Duration.ofDays(3652));
        assertThat(clock.now().basis()).isEqualTo(TimeBasis.LAST_KNOWN);
    }

    @Test
    void anotherProcessOfTheSameBootKnowsTheTimeAsWell() throws Exception {
        KeptTime kept = new KeptTime(folder.resolve("last-time"));
        UnitClock first = world.start(false);
        world.exchange(first);
        kept.write(first);
        world.pass(HOUR);
        world.set(Duration.ofDays(-20_000));
        UnitClock second = world.start(false);
        kept.read().ifPresent(second::remember);
        assertThat(second.now().basis()).isEqualTo(TimeBasis.HUB);
        assertRight(second, Duration.ofSeconds(4));
    }

    @Test
    void anotherBootKnowsOnlyThatItHasPassed() throws Exception {
        KeptTime kept = new KeptTime(folder.resolve("last-time"));
        UnitClock first = world.start(false);
        world.exchange(first);
        kept.write(first);
        world.set(Duration.ofDays(-20_000));
        world.reboot("boot-2", HOUR);
        UnitClock second = world.start(false);
        kept.read().ifPresent(second::remember);
        UnitClock.Moment now = second.now();
        assertThat(now.basis()).isEqualTo(TimeBasis.LAST_KNOWN);
        assertThat(now.reading().best())
                .isBetween(world.truth().minus(HOUR).minus(SECOND), world.truth().minus(HOUR));
        assertThat(now.reading().latest()).isAfter(world.truth());
    }

    @Test
    void keepsNothingThatItDoesNotTrust() throws Exception {
        KeptTime kept = new KeptTime(folder.resolve("last-time"));
        kept.write(world.start(true));
        assertThat(kept.read()).isEmpty();
        Files.writeString(folder.resolve("last-time"), "torn 12");
        assertThat(kept.read()).isEmpty();
    }

    @Test
    void aHubWhoseClockWasSetIsFollowed() {
        UnitClock clock = world.start(false);
        world.exchange(clock);
        long now = clock.monotonicMillis();
        clock.hubSaid(world.truth().minus(HOUR), now, now);
        assertThat(Duration.between(clock.best(), world.truth().minus(HOUR)).abs())
                .isLessThan(SECOND);
    }

    private void assertRight(UnitClock clock, Duration width) {
        TimeReading reading = clock.now().reading();
        assertThat(world.truth())
                .isBetween(reading.earliest().minus(SECOND), reading.latest().plus(SECOND));
        assertThat(Duration.between(reading.best(), world.truth()).abs()).isLessThan(width);
        assertThat(Duration.between(reading.earliest(), reading.latest())).isLessThan(width);
    }
}
