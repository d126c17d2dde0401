package io.turnout.gateway.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SignalTest {
    @Test
    @DisplayName("U-2 signals are told apart without seeing colours: no two have one rhythm")
    void noTwoSignalsHaveTheSameRhythm() {
        List<List<Beat>> rhythms =
                Stream.of(Signal.values()).map(signal -> signal.pattern().rhythm()).toList();
        assertThat(rhythms).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A-2 who may pass is told by another lamp than who may not")
    void whoMayPassIsToldByAnotherLampThanWhoMayNot() {
        assertThat(Signal.IN.pattern().lamps()).containsExactly(Lamp.GREEN);
        assertThat(Signal.REFUSED.pattern().lamps()).doesNotContain(Lamp.GREEN);
        assertThat(Signal.ASK_STAFF.pattern().lamps()).doesNotContain(Lamp.GREEN, Lamp.RED);
        assertThat(Signal.OUT_OF_ORDER.pattern().lamps()).doesNotContain(Lamp.GREEN);
    }

    @Test
    void onlyWhoMayPassOpensTheDoor() {
        assertThat(Signal.values())
                .filteredOn(Signal::admits)
                .containsExactlyInAnyOrder(Signal.IN, Signal.OUT);
    }

    @Test
    void verdictsAreOverBeforeTheNextPersonStandsThere() {
        assertThat(Signal.values())
                .filteredOn(signal -> !signal.pattern().repeats() && signal != Signal.IDENTIFY)
                .allMatch(signal -> signal.pattern().length().toMillis() <= 2500);
    }
}
