package io.turnout.gateway.reader.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class HeldBadgesTest {
    private static final Instant START = Instant.EPOCH;

    private final HeldBadges held = new HeldBadges();

    @Test
    void takesABadgeThatIsHeldForOneReadingHoweverLong() {
        assertThat(held.isNew("A", START)).isTrue();
        for (int tenths = 1; tenths < 300; tenths++) {
            assertThat(held.isNew("A", START.plusMillis(100L * tenths))).isFalse();
        }
    }

    @Test
    void readsABadgeAgainThatWasAway() {
        held.isNew("A", START);
        Instant back = START.plus(HeldBadges.AWAY);
        assertThat(held.isHeld("A", back.minusMillis(1))).isTrue();
        assertThat(held.isHeld("A", back)).isFalse();
        assertThat(held.isNew("A", back)).isTrue();
    }

    /** Two people hold theirs at once: each is one reading, whichever is seen in which frame. */
    @Test
    void holdsEachOfSeveralForItself() {
        int readings = 0;
        for (int frame = 0; frame < 60; frame++) {
            Instant now = START.plus(Duration.ofMillis(100L * frame));
            readings += held.isNew(frame % 2 == 0 ? "A" : "B", now) ? 1 : 0;
        }
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void forgetsThoseThatWereSeenLongestAgo() {
        for (int i = 0; i < 100; i++) {
            assertThat(held.isNew("badge " + i, START)).isTrue();
        }
        assertThat(held.isHeld("badge 99", START)).isTrue();
        assertThat(held.isHeld("badge 0", START)).isFalse();
    }
}
