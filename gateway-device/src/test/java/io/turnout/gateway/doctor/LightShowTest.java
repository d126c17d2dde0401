package io.turnout.gateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.door.SetClock;
import io.turnout.gateway.indicator.Signal;
import io.turnout.gateway.indicator.VirtualIndicator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LightShowTest {
    private final SetClock clock = new SetClock(Instant.ofEpochSecond(1));
    private final VirtualIndicator indicator = new VirtualIndicator(clock);
    private final List<Signal> shown = new ArrayList<>();
    private final LightShow.Pause pause =
            time -> {
                shown.add(indicator.showing());
                clock.pass(time);
            };

    @Test
    @DisplayName("U-5 the self-test shows every signal, and is dark afterwards")
    void showsEverySignal() throws InterruptedException {
        assertThat(LightShow.play(indicator, _ -> Optional.of(true), pause))
                .isEqualTo(Finding.good("lights", "all seen and heard"));
        assertThat(shown).containsExactly(Signal.values());
        assertThat(indicator.showing()).isEqualTo(Signal.REST);
    }

    @Test
    void saysWhatWasNotAsItShouldBe() throws InterruptedException {
        Finding finding =
                LightShow.play(indicator, said -> Optional.of(!said.contains("'refused'")), pause);
        assertThat(finding.state()).isEqualTo(Finding.State.BAD);
        assertThat(finding.found()).endsWith(": refused");
    }

    @Test
    void saysThatNobodyWasAsked() throws InterruptedException {
        assertThat(LightShow.play(indicator, Asking.NOBODY, pause).state())
                .isEqualTo(Finding.State.LOOK);
    }

    @Test
    void saysThatALineCannotBeSet() throws InterruptedException {
        indicator.close();
        assertThat(LightShow.play(indicator, Asking.NOBODY, pause).state())
                .isEqualTo(Finding.State.BAD);
    }
}
