package io.turnout.hub.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class GuessesTest {
    private Instant now = Instant.EPOCH;
    private final Guesses guesses = new Guesses(() -> now);

    @Test
    @DisplayName("AT12 who guesses at one person waits longer and longer")
    void slowsGuessingAtOnePerson() {
        wrong("ada", "room", 5);
        assertThat(waits("ada", "elsewhere")).isEqualTo(Duration.ofSeconds(2));
        now = now.plusSeconds(2);
        wrong("ada", "room", 1);
        assertThat(waits("ada", "room")).isEqualTo(Duration.ofSeconds(4));
        assertThat(waits("bo", "room")).isZero();
        now = now.plusSeconds(4);
        assertThat(guesses.begin("ada", "room")).isZero();
        guesses.right("ada", "room");
        assertThat(waits("ada", "room")).isZero();
    }

    @Test
    @DisplayName("AT12 a crowd of guesses at once is no more than five, none of them ended yet")
    void countsATryFromItsBeginning() {
        for (int i = 0; i < 5; i++) {
            assertThat(guesses.begin("ada", "room")).isZero();
        }
        assertThat(guesses.begin("ada", "room")).isPositive();
        guesses.none("ada", "room");
        assertThat(waits("ada", "room")).isZero();
    }

    @Test
    @DisplayName("a room behind one address is never locked out, however many of it mistype")
    void neverLocksOutARoom() {
        for (int i = 0; i < 299; i++) {
            wrong("person " + i, "room", 1);
        }
        assertThat(waits("ada", "room")).isZero();
        wrong("one more", "room", 1);
        assertThat(waits("ada", "room")).isEqualTo(Duration.ofSeconds(1));
        assertThat(waits("ada", "elsewhere")).isZero();
        now = now.plusSeconds(1);
        assertThat(waits("ada", "room")).as("a second later the next may try").isZero();
        now = now.plusSeconds(600);
        wrong("late", "room", 1);
        assertThat(waits("ada", "room")).isZero();
    }

    private void wrong(String person, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guesses.begin(person, address)).isZero();
        }
    }

    private Duration waits(String person, String address) {
        Duration wait = guesses.begin(person, address);
        if (wait.isZero()) {
            guesses.none(person, address);
        }
        return wait;
    }
}
