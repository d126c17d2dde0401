package io.turnout.gateway.indicator;

import io.turnout.gateway.door.SetClock;
import java.time.Duration;
import java.time.Instant;

final class VirtualIndicatorTest extends IndicatorContract {
    private final SetClock clock = new SetClock(Instant.ofEpochSecond(1000));

    @Override
    protected Indicator indicator() {
        return new VirtualIndicator(clock);
    }

    @Override
    protected void pass(Duration time) {
        clock.pass(time);
    }
}
