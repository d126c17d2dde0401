package io.turnout.gateway.switches;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.indicator.gpio.FakeLines;
import io.turnout.gateway.indicator.gpio.LineFault;
import io.turnout.gateway.indicator.gpio.PinMap;
import io.turnout.gateway.indicator.gpio.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SwitchesTest {
    private static final PinMap MAP =
            new PinMap(
                    Map.of(Use.MODE_BUTTON, 5, Use.TAMPER, 6, Use.EXIT_BUTTON, 13, Use.GREEN, 17),
                    PinMap.Lamps.DISCRETE,
                    PinMap.Level.HIGH,
                    PinMap.Buzzer.PASSIVE,
                    PinMap.Level.HIGH,
                    PinMap.Level.HIGH,
                    Duration.ofSeconds(3));

    private long nanos = -Duration.ofSeconds(1).toNanos();
    private final FakeLines lines = new FakeLines(() -> nanos);
    private final List<String> told = new ArrayList<>();
    private final Switches.Hooks hooks =
            new Switches.Hooks(
                    () -> told.add("mode"),
                    open -> told.add(open ? "open" : "shut"),
                    () -> told.add("exit"));
    private final Switches switches = switches();

    @Test
    @DisplayName("U-2 a short press of the mode button counts once, however its contact bounces")
    void aShortPressCountsOnce() {
        settled();
        for (int bounce = 0; bounce < 8; bounce++) {
            lines.feed(Use.MODE_BUTTON, bounce % 2 == 0);
            look(Duration.ofMillis(10));
        }
        press(Use.MODE_BUTTON, Duration.ofMillis(200));
        for (int bounce = 0; bounce < 8; bounce++) {
            lines.feed(Use.MODE_BUTTON, bounce % 2 == 0);
            look(Duration.ofMillis(10));
        }
        settled();
        assertThat(told).containsExactly("mode");
    }

    @Test
    void whoLeansOnTheModeButtonChangesNothing() {
        settled();
        press(Use.MODE_BUTTON, Switches.LONGEST_PRESS);
        assertThat(told).isEmpty();
    }

    @Test
    void aSpikeIsNoPress() {
        settled();
        press(Use.EXIT_BUTTON, Debounced.SETTLED.minusMillis(10));
        assertThat(told).isEmpty();
    }

    @Test
    void whoWantsOutIsHeardWhileTheyPress() {
        settled();
        lines.feed(Use.EXIT_BUTTON, false);
        look(Duration.ofMillis(50));
        assertThat(told).containsExactly("exit");
        look(Duration.ofMinutes(1));
        assertThat(told).containsExactly("exit");
    }

    @Test
    @DisplayName("U-2 an open case is told at the start too, and so is that it was closed again")
    void tellsOfTheCase() {
        lines.feed(Use.TAMPER, true);
        look(Duration.ofMillis(50));
        assertThat(told).containsExactly("open");
        lines.feed(Use.TAMPER, false);
        look(Duration.ofMillis(50));
        assertThat(told).containsExactly("open", "shut");
    }

    @Test
    void aButtonThatIsStuckAtTheStartLetsNobodyOut() {
        lines.feed(Use.EXIT_BUTTON, false);
        settled();
        assertThat(told).isEmpty();
    }

    @Test
    void aLineThatCannotBeReadIsSeenUntilItCan() {
        lines.stick(Use.TAMPER, true);
        switches.step(hooks);
        assertThat(switches.work()).isFalse();
        lines.stick(Use.TAMPER, false);
        switches.step(hooks);
        assertThat(switches.work()).isTrue();
    }

    @Test
    void looksByItselfOnceStarted() throws LineFault {
        List<String> heard = new ArrayList<>();
        try (Switches real = new Switches(lines, MAP, System::nanoTime)) {
            lines.feed(Use.TAMPER, true);
            real.start(
                    new Switches.Hooks(
                            () -> heard.add("mode"),
                            open -> heard.add(open ? "open" : "shut"),
                            () -> heard.add("exit")));
            Awaitility.await().until(() -> List.copyOf(heard).equals(List.of("open")));
        }
    }

    /** A case that is closed and buttons that nobody presses, for long enough to be believed. */
    private void settled() {
        lines.feed(Use.TAMPER, false);
        look(Duration.ofMillis(50));
        told.remove("shut");
    }

    private void press(Use use, Duration time) {
        lines.feed(use, false);
        look(time);
        lines.feed(use, true);
        look(Duration.ofMillis(50));
    }

    private void look(Duration time) {
        for (long end = nanos + time.toNanos(); nanos < end; ) {
            switches.step(hooks);
            nanos += Duration.ofMillis(10).toNanos();
        }
    }

    private Switches switches() {
        try {
            return new Switches(lines, MAP, () -> nanos);
        } catch (LineFault fault) {
            throw new AssertionError(fault);
        }
    }
}
