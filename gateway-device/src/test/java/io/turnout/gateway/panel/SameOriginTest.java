package io.turnout.gateway.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SameOriginTest {
    private final SameOrigin origin = new SameOrigin("door-1.local");

    @Test
    void answersToItsNameAndToAddresses() {
        assertThat(origin.isOurs("localhost:8090")).isTrue();
        assertThat(origin.isOurs("127.0.0.1:8090")).isTrue();
        assertThat(origin.isOurs("[::1]:8090")).isTrue();
        assertThat(origin.isOurs("door-1.local")).isTrue();
    }

    @Test
    void doesNotAnswerToANameThatSomebodyPointedAtIt() {
        assertThat(origin.isOurs("evil.example:8090")).isFalse();
        assertThat(origin.isOurs("127.0.0.1.evil.example")).isFalse();
        assertThat(origin.isOurs("")).isFalse();
    }

    @Test
    @DisplayName("AT12 only the unit's own page changes anything on it")
    void letsOnlyItsOwnPageOrNoPageChangeAnything() {
        String host = "localhost:8090";
        assertThat(mayChange(host, "same-origin", null)).isTrue();
        assertThat(mayChange(host, "none", null)).isTrue();
        assertThat(mayChange(host, "same-site", null)).isFalse();
        assertThat(mayChange(host, "cross-site", "http://localhost:8090")).isFalse();
        assertThat(mayChange(host, null, "http://localhost:8090")).isTrue();
        assertThat(mayChange(host, null, "http://localhost:9999")).isFalse();
        assertThat(mayChange(host, null, "null")).isFalse();
        assertThat(mayChange(host, null, null)).isTrue();
    }

    private static boolean mayChange(String host, @Nullable String site, @Nullable String origin) {
        return SameOrigin.mayChange(host, Optional.ofNullable(site), Optional.ofNullable(origin));
    }
}
