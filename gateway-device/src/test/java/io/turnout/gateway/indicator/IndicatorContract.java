package io.turnout.gateway.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What holds of every indicator. */
public abstract class IndicatorContract {
    /** A new one. */
    protected abstract Indicator indicator();

    /** Lets so much time pass for it. */
    protected abstract void pass(Duration time);

    @Test
    protected final void isDarkAtFirst() {
        assertThat(indicator().showing()).isEqualTo(Signal.REST);
    }

    @Test
    protected final void playsAVerdictOnceAndRestsAgain() {
        Indicator indicator = indicator();
        indicator.show(Signal.IN);
        assertThat(indicator.showing()).isEqualTo(Signal.IN);
        pass(Signal.IN.pattern().length());
        assertThat(indicator.showing()).isEqualTo(Signal.REST);
    }

    @Test
    protected final void theNewestVerdictWinsAtOnce() {
        Indicator indicator = indicator();
        indicator.show(Signal.IN);
        indicator.show(Signal.REFUSED);
        assertThat(indicator.showing()).isEqualTo(Signal.REFUSED);
    }

    @Test
    protected final void whatIsShownAtRestWaitsUntilTheVerdictIsOver() {
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
    protected final void aVerdictThatComesAgainIsShownForItsWholeTime() {
        Indicator indicator = indicator();
        indicator.show(Signal.IN);
        pass(Signal.IN.pattern().length().dividedBy(2));
        indicator.show(Signal.IN);
        pass(Signal.IN.pattern().length().minusMillis(1));
        assertThat(indicator.showing()).isEqualTo(Signal.IN);
    }

    @Test
    protected final void saysHowItIs() {
        Indicator indicator = indicator();
        assertThat(indicator.word()).isEqualTo("ready");
        indicator.close();
        assertThat(indicator.word()).isEqualTo("closed");
    }

    @Test
    protected final void showsNothingOnceClosed() {
        Indicator indicator = indicator();
        indicator.show(Signal.OUT_OF_ORDER);
        indicator.close();
        assertThatNoException().isThrownBy(() -> indicator.show(Signal.IN));
        assertThat(indicator.showing()).isEqualTo(Signal.REST);
        assertThatNoException().isThrownBy(indicator::close);
    }
}
