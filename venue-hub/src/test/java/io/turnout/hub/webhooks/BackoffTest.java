package io.turnout.hub.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    @Test
    void triesOftenAtFirstAndForThreeDaysInAFewAttempts() {
        Duration passed = Duration.ZERO;
        int attempts = 0;
        while (passed.compareTo(Backoff.GIVE_UP) < 0) {
            attempts++;
            passed = passed.plus(Backoff.delay(attempts, 0.5));
        }
        assertThat(attempts).isBetween(15, 20);
        assertThat(passed).isBetween(Duration.ofHours(72), Duration.ofHours(80));
        assertThat(Backoff.delay(1, 0.5)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void spreadsAttemptsByAFifth() {
        assertThat(Backoff.delay(4, 0)).isEqualTo(Duration.ofMinutes(8));
        assertThat(Backoff.delay(4, 1)).isEqualTo(Duration.ofMinutes(12));
    }

    @Test
    void restsAMinuteAtMostBeforeItLooksAgainWhetherAReceiverIsBack() {
        assertThat(Backoff.rest(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.rest(3, 0.5)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Backoff.rest(1_000_000, 1)).isEqualTo(Duration.ofSeconds(72));
    }
}
