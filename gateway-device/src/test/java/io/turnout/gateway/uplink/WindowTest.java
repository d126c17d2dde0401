package io.turnout.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.message.JournalEpoch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WindowTest {
    private static final Duration RESEND = Duration.ofSeconds(5);
    private long now = 1_000;

    private final Window window =
            new Window(new JournalEpoch("abcdefghijklmnopqrstuvwxyz"), 10, RESEND, now);

    @Test
    void beginsWithOneBatchAndOpensAsTheHubAnswers() {
        goes(20);
        assertThat(window.isOpen()).isFalse();
        assertThat(window.hears(20, now)).isTrue();
        goes(30);
        assertThat(window.isOpen()).isTrue();
        goes(40);
        assertThat(window.isOpen()).isFalse();
        window.hears(40, now);
        for (int end = 50; end <= 80; end += 10) {
            assertThat(window.isOpen()).isTrue();
            goes(end);
        }
        assertThat(window.isOpen()).as("four at most").isFalse();
        assertThat(window.sent()).isEqualTo(80);
    }

    @Test
    void sendsAllAgainOneByOneWhenTheHubIsSilentForLongerAndLonger() {
        goes(20);
        window.hears(20, now);
        goes(30);
        goes(40);
        now += RESEND.toNanos();
        assertThat(window.patience(now)).isZero();
        window.giveUp(now);
        assertThat(window.sent()).isEqualTo(20);
        goes(30);
        assertThat(window.isOpen()).isFalse();
        assertThat(window.patience(now)).isEqualTo(RESEND.multipliedBy(2));
        window.hears(30, now);
        goes(40);
        assertThat(window.patience(now)).isEqualTo(RESEND);
    }

    @Test
    void anyProgressRenewsThePatienceEvenInTheMiddleOfABatch() {
        goes(20);
        now += RESEND.toNanos() - 1;
        assertThat(window.hears(15, now)).isTrue();
        assertThat(window.patience(now)).isEqualTo(RESEND);
        assertThat(window.isOpen()).isFalse();
        assertThat(window.hears(15, now)).as("no news").isFalse();
    }

    @Test
    void beginsAgainFromWhereTheHubWasSetBack() {
        goes(20);
        window.hears(20, now);
        goes(30);
        assertThat(window.hears(5, now)).isTrue();
        assertThat(window.sent()).isEqualTo(5);
        assertThat(window.isIdle()).isTrue();
    }

    @Test
    void skipsWhatTheHubHasAlreadyOfWhatIsUnderWay() {
        goes(20);
        assertThat(window.hears(50, now)).isTrue();
        assertThat(window.sent()).isEqualTo(50);
        assertThat(window.isIdle()).isTrue();
    }

    private void goes(long end) {
        window.goes(end, now);
    }
}
