package io.turnout.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.linux.DatagramSocket;
import io.turnout.gateway.linux.ServiceManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignsOfLifeTest {
    @TempDir private Path folder;

    private boolean journal = true;
    private boolean door = true;
    private OptionalLong turns = OptionalLong.of(0);
    private final Progress progress = new Progress(_ -> door, _ -> journal, () -> turns);

    @Test
    void aliveWhileTheReaderComesRoundAndNothingIsStuck() throws Exception {
        assertThat(progress.stuck()).isEmpty();
        turns = OptionalLong.of(1);
        assertThat(progress.stuck()).isEmpty();
        assertThat(progress.stuck()).contains("the reader");
        turns = OptionalLong.empty();
        assertThat(progress.stuck()).isEmpty();
        assertThat(progress.stuck()).isEmpty();
    }

    @Test
    void aWriteOrABadgeThatDoesNotEndIsStuck() throws Exception {
        turns = OptionalLong.empty();
        journal = false;
        assertThat(progress.stuck()).contains("a write to the journal");
        journal = true;
        door = false;
        assertThat(progress.stuck()).contains("a badge at the door");
        door = true;
        assertThat(progress.stuck()).isEmpty();
    }

    @Test
    void systemdHearsNothingWhileTheUnitIsStuckAndHearsItAgainAfterwards() throws Exception {
        String path = folder.resolve("notify").toString();
        try (DatagramSocket systemd = new DatagramSocket(path)) {
            turns = OptionalLong.empty();
            SignsOfLife signs =
                    new SignsOfLife(new ServiceManager(path, Optional.empty()), progress);
            signs.start();
            assertThat(systemd.next()).contains("READY=1");
            assertThat(systemd.next()).isEmpty();
            journal = false;
            signs.step();
            assertThat(systemd.next()).isEmpty();
            journal = true;
            signs.step();
            assertThat(systemd.next()).contains("WATCHDOG=1");
            signs.close();
            assertThat(systemd.next()).contains("STOPPING=1");
        }
    }

    @Test
    void saysItByItselfOnceStarted() throws Exception {
        String path = folder.resolve("notify").toString();
        try (DatagramSocket systemd = new DatagramSocket(path)) {
            turns = OptionalLong.empty();
            ServiceManager manager = new ServiceManager(path, Optional.of(Duration.ofMillis(30)));
            try (SignsOfLife signs = new SignsOfLife(manager, progress)) {
                signs.start();
                assertThat(systemd.next()).contains("READY=1");
                for (int alive = 0; alive < 3; alive++) {
                    Awaitility.await().until(systemd::next, Optional.of("WATCHDOG=1")::equals);
                }
            }
        }
    }
}
