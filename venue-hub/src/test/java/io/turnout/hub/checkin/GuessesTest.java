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
    @DisplayName("who guesses at one person waits longer and longer")
    void slowsGuessingAtOnePerson() {
        wrong("ada", "room", 5);
        assertThat(guesses.wait("ada", "elsewhere")).isEqualTo(Duration.ofSeconds(2));
        now = now.plusSeconds(2);
        wrong("ada", "room", 1);
        assertThat(guesses.wait("ada", "room")).isEqualTo(Duration.ofSeconds(4));
        assertThat(guesses.wait("bo", "room")).isZero();
        guesses.right("ada");
        assertThat(guesses.wait("ada", "room")).isZero();
    }

    @Test
    @DisplayName("a room behind one address is never locked out, however many of it mistype")
    void neverLocksOutARoom() {
        for (int i = 0; i < 299; i++) {
            wrong("person " + i, "room", 1);
        }
        assertThat(guesses.wait("ada", "room")).isZero();
        wrong("one more", "room", 1);
        assertThat(guesses.wait("ada", "room")).isEqualTo(Duration.ofSeconds(1));
        assertThat(guesses.wait("ada", "elsewhere")).isZero();
        now = now.plusSeconds(1);
        assertThat(guesses.wait("ada", "room")).as("a second later the next may try").isZero();
        now = now.plusSeconds(600);
        wrong("late", "room", 1);
        assertThat(guesses.wait("ada", "room")).isZero();
    }

    private void wrong(String person, String address, int times) {
        for (int i = 0; i < times; i++) {
            guesses.wrong(person, address);
        }
    }
}
