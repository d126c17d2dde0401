package io.turnout.gateway.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What holds of every indicator. */
abstract class IndicatorContract {
    /** A new one. */
    abstract Indicator indicator();

    /** Lets so much time pass for it. */
    abstract void pass(Duration time);

    @Test
    void isDarkAtFirst() {
        assertThat(indicator().showing()).isEqualTo(Signal.REST);
    }

    @Test
    void playsAVerdictOnceAndRestsAgain() {
        Indicator indicator = indicator();
        indicator.show(Signal.IN);
        assertThat(indicator.showing()).isEqualTo(Signal.IN);
        pass(Signal.IN.pattern().length());
        assertThat(indicator.showing()).isEqualTo(Signal.REST);
    }

    @Test
    void theNewestVerdictWinsAtOnce() {
        Indicator indicator = indicator();
        indicator.show(Signal.IN);
        indicator.show(Signal.REFUSED);
        assertThat(indicator.showing()).isEqualTo(Signal.REFUSED);
    }

    @Test
    void whatIsShownAtRestWaitsUntilTheVerdictIsOver() {
        Indicator indicator = indicator();
        indicator.show(Signal.IN);
        indicator.show(Signal.OFFLINE);
        assertThat(indicator.showing()).isEqualTo(Signal.IN);
        pass(Signal.IN.pattern().length());
        assertThat(indicator.showing()).isEqualTo(Signal.OFFLINE);
        pass(Duration.ofHours(1));
        assertThat(indicator.showing()).isEqualTo(Signal.OFFLINE);
    }

    @Test
    void showsNothingOnceClosed() {
        Indicator indicator = indicator();
        indicator.show(Signal.OUT_OF_ORDER);
        indicator.close();
        assertThatNoException().isThrownBy(() -> indicator.show(Signal.IN));
        assertThat(indicator.showing()).isEqualTo(Signal.REST);
        assertThatNoException().isThrownBy(indicator::close);
    }
}
