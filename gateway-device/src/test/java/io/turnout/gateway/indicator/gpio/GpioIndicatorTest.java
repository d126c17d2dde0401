package io.turnout.gateway.indicator.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.indicator.Indicator;
import io.turnout.gateway.indicator.IndicatorContract;
import io.turnout.gateway.indicator.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class GpioIndicatorTest extends IndicatorContract {
    private static final Map<Use, Integer> PINS =
            Map.of(Use.RED, 22, Use.AMBER, 27, Use.GREEN, 17, Use.BUZZER, 18, Use.STRIKE, 26);

    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private final long zero = nanos;
    private final FakeLines lines = new FakeLines(() -> nanos - zero);

    @Override
    protected Indicator indicator() {
        return playing(map(PinMap.Lamps.DISCRETE, PinMap.Buzzer.PASSIVE, PinMap.Level.HIGH));
    }

    @Override
    protected void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    @DisplayName("U-2 lamps follow the rhythm of a signal to the millisecond")
    void lampsFollowTheRhythm() {
        GpioIndicator indicator = discrete();
        indicator.show(Signal.ASK_STAFF);
        play(indicator, Duration.ofSeconds(3));
        assertThat(lines.edges(Use.AMBER))
                .extracting(edge -> edge.micros() / 1000)
                .containsExactly(0L, 700L, 900L, 1050L, 1250L, 1950L, 2150L, 2300L);
        assertThat(lines.edges(Use.RED)).isEmpty();
        assertThat(lines.edges(Use.GREEN)).isEmpty();
    }

    @Test
    void aPassiveBuzzerIsFedThePitchOfEachTone() {
        GpioIndicator indicator = discrete();
        indicator.show(Signal.IN);
        play(indicator, Duration.ofSeconds(1));
        List<FakeLines.Edge> edges = lines.edges(Use.BUZZER);
        // 90 ms at 1320 Hz are 118.8 waves, 140 ms at 1760 Hz are 246.4.
        assertThat(edges.stream().filter(FakeLines.Edge::high)).hasSize(119 + 247);
        assertThat(edges.getLast().high()).isFalse();
        assertThat(edges.getLast().micros()).isLessThanOrEqualTo(230_000);
        assertThat(edges.get(2).micros() - edges.get(0).micros()).isBetween(756L, 759L);
    }

    @Test
    void anActiveBuzzerSoundsForAsLongAsEachTone() {
        GpioIndicator indicator =
                playing(map(PinMap.Lamps.DISCRETE, PinMap.Buzzer.ACTIVE, PinMap.Level.HIGH));
        indicator.show(Signal.ASK_STAFF);
        play(indicator, Duration.ofSeconds(1));
        assertThat(lines.edges(Use.BUZZER))
                .extracting(edge -> edge.micros() / 1000)
                .containsExactly(0L, 150L, 230L, 380L);
    }

    @Test
    void whoeverPlaysLateLeavesOutAndIsNotLateAfterwards() {
        GpioIndicator indicator = discrete();
        indicator.show(Signal.REFUSED);
        indicator.step();
        nanos += Duration.ofMillis(710).toNanos();
        indicator.step();
        assertThat(lines.high(Use.RED)).isTrue();
        play(indicator, Duration.ofMillis(300));
        assertThat(lines.edges(Use.RED).getLast().micros()).isEqualTo(900_000);
    }

    @Test
    void aNewerSignalCutsTheOlderButNotTheDoorOfWhoWasAdmitted() {
        GpioIndicator indicator = discrete();
        indicator.show(Signal.IN);
        play(indicator, Duration.ofMillis(100));
        indicator.show(Signal.REFUSED);
        indicator.step();
        assertThat(lines.high(Use.GREEN)).isFalse();
        assertThat(lines.high(Use.RED)).isTrue();
        assertThat(lines.high(Use.STRIKE)).isTrue();
        play(indicator, Duration.ofSeconds(4));
        assertThat(lines.edges(Use.STRIKE))
                .extracting(edge -> edge.micros() / 1000)
                .containsExactly(0L, 3000L);
    }

    @Test
    @DisplayName("U-2 the door's strike lets go for who was admitted, and for nobody else")
    void onlyAdmittedOpens() {
        for (Signal signal : Signal.values()) {
            GpioIndicator indicator = discrete();
            indicator.show(signal);
            indicator.step();
            assertThat(lines.high(Use.STRIKE))
                    .as(signal.name())
                    .isEqualTo(signal == Signal.IN || signal == Signal.OUT);
        }
    }

    @Test
    void whoIsAdmittedMeanwhileHasTheDoorForTheWholeTime() {
        GpioIndicator indicator = discrete();
        indicator.show(Signal.IN);
        play(indicator, Duration.ofSeconds(2));
        indicator.open();
        play(indicator, Duration.ofSeconds(4));
        assertThat(lines.edges(Use.STRIKE).getLast())
                .isEqualTo(new FakeLines.Edge(Use.STRIKE, false, 5_000_000));
        assertThat(lines.edges(Use.STRIKE)).hasSize(2);
    }

    @Test
    void lampsThatShineAtLowAreDarkAtHighFromTheFirstMomentOn() {
        GpioIndicator indicator =
                playing(map(PinMap.Lamps.DISCRETE, PinMap.Buzzer.PASSIVE, PinMap.Level.LOW));
        assertThat(lines.high(Use.GREEN)).isTrue();
        assertThat(lines.high(Use.STRIKE)).isFalse();
        indicator.show(Signal.IN);
        indicator.step();
        assertThat(lines.high(Use.GREEN)).isFalse();
        assertThat(lines.high(Use.RED)).isTrue();
        indicator.close();
        assertThat(lines.high(Use.GREEN)).isTrue();
    }

    @Test
    void aLampThatMixesColoursIsAmberWhenItIsRedAndGreen() {
        GpioIndicator indicator =
                playing(map(PinMap.Lamps.RGB, PinMap.Buzzer.PASSIVE, PinMap.Level.HIGH));
        indicator.show(Signal.READ);
        indicator.step();
        assertThat(lines.high(Use.RED)).isTrue();
        assertThat(lines.high(Use.GREEN)).isTrue();
        indicator.show(Signal.REFUSED);
        indicator.step();
        assertThat(lines.high(Use.RED)).isTrue();
        assertThat(lines.high(Use.GREEN)).isFalse();
    }

    @Test
    @DisplayName("U-2 everything is off, the door's strike first of all, when the program ends")
    void everythingIsOffWhenItIsClosed() {
        GpioIndicator indicator = discrete();
        indicator.show(Signal.IN);
        indicator.step();
        indicator.close();
        assertThat(PINS.keySet()).noneMatch(lines::high);
    }

    @Test
    void aLineThatFailsIsSeenAndDoesNotDarkenOthersAndIsTriedAgain() {
        GpioIndicator indicator = discrete();
        lines.stick(Use.RED, true);
        indicator.show(Signal.OUT_OF_ORDER);
        assertThat(indicator.step()).isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(indicator.word()).isEqualTo("broken");
        assertThat(lines.high(Use.AMBER)).isTrue();
        lines.stick(Use.RED, false);
        indicator.step();
        assertThat(indicator.word()).isEqualTo("ready");
        assertThat(lines.high(Use.RED)).isTrue();
    }

    @Test
    void aRhythmAtRestDoesNotStumbleWhenItIsToldAgain() {
        GpioIndicator indicator = discrete();
        indicator.show(Signal.OUT_OF_ORDER);
        play(indicator, Duration.ofMillis(600));
        indicator.show(Signal.OUT_OF_ORDER);
        play(indicator, Duration.ofMillis(1500));
        assertThat(lines.edges(Use.AMBER))
                .extracting(edge -> edge.micros() / 1000)
                .containsExactly(0L, 1000L, 2000L);
    }

    @Test
    void playsByItselfOnceStarted() {
        FakeLines real = new FakeLines(System::nanoTime);
        try (GpioIndicator indicator = make(real, System::nanoTime)) {
            indicator.start();
            indicator.show(Signal.OUT_OF_ORDER);
            Awaitility.await().until(() -> real.high(Use.RED));
            indicator.show(Signal.IN);
            Awaitility.await().until(() -> real.high(Use.GREEN) && real.high(Use.STRIKE));
        }
        assertThat(PINS.keySet()).noneMatch(real::high);
    }

    /** Comes whenever it asked to, as the thread does. */
    private void play(GpioIndicator indicator, Duration time) {
        long end = nanos + time.toNanos();
        long wait = indicator.step();
        while (wait != Score.NEVER && wait <= end - nanos) {
            assertThat(wait).as("it gets on").isPositive();
            nanos += wait;
            wait = indicator.step();
        }
        nanos = end;
    }

    private GpioIndicator discrete() {
        return playing(map(PinMap.Lamps.DISCRETE, PinMap.Buzzer.PASSIVE, PinMap.Level.HIGH));
    }

    private GpioIndicator playing(PinMap map) {
        try {
            return new GpioIndicator(lines, map, () -> nanos);
        } catch (LineFault fault) {
            throw new AssertionError(fault);
        }
    }

    private static GpioIndicator make(Lines on, LongSupplier clock) {
        try {
            return new GpioIndicator(
                    on,
                    map(PinMap.Lamps.DISCRETE, PinMap.Buzzer.PASSIVE, PinMap.Level.HIGH),
                    clock);
        } catch (LineFault fault) {
            throw new AssertionError(fault);
        }
    }

    private static PinMap map(PinMap.Lamps lamps, PinMap.Buzzer buzzer, PinMap.Level lit) {
        return new PinMap(
                PINS,
                lamps,
                lit,
                buzzer,
                PinMap.Level.HIGH,
                PinMap.Level.HIGH,
                Duration.ofSeconds(3));
    }
}
