package io.turnout.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RenewalPaceTest {
    private final RenewalPace pace = new RenewalPace();
    private Instant now = Instant.EPOCH;

    @Test
    void leavesAGoodCertificateAlone() {
        assertThat(look(false, true)).isFalse();
        assertThat(look(false, true)).isFalse();
    }

    @Test
    void asksWhenItIsDueAndPausesThen() {
        assertThat(look(true, true)).isTrue();
        assertThat(look(true, true)).isFalse();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(look(true, true)).isTrue();
    }

    @Test
    @DisplayName("U-5 a unit that does not know the time renews when the broker stays away")
    void asksWhenTheBrokerStaysAway() {
        assertThat(look(false, false)).as("it may just have begun").isFalse();
        assertThat(look(false, false)).isTrue();
        assertThat(look(false, false)).isFalse();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(look(false, true)).isFalse();
        assertThat(look(false, false)).isFalse();
    }

    private boolean look(boolean due, boolean online) {
        now = now.plusSeconds(30);
        return pace.isTime(due, online, now);
    }
}
