package io.turnout.gateway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceManagerTest {
    private static final long PID = 4711;

    @TempDir private Path folder;

    @Test
    void isHeardAtASocketOfTheKernel() throws IOException {
        String path = folder.resolve("notify").toString();
        try (DatagramSocket systemd = new DatagramSocket(path)) {
            ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", path));
            manager.say(ServiceManager.READY);
            manager.say(ServiceManager.ALIVE);
            assertThat(systemd.next()).contains("READY=1");
            assertThat(systemd.next()).contains("WATCHDOG=1");
            assertThat(systemd.next()).isEmpty();
        }
    }

    @Test
    void isHeardAtASocketThatIsNoFile() throws IOException {
        String name = "@turnout-test-" + ProcessHandle.current().pid();
        try (DatagramSocket systemd = new DatagramSocket(name)) {
            manager(Map.of("NOTIFY_SOCKET", name)).say(ServiceManager.STOPPING);
            assertThat(systemd.next()).contains("STOPPING=1");
        }
    }

    @Test
    void saysWhyItIsNotHeard() {
        ServiceManager nobody = manager(Map.of("NOTIFY_SOCKET", folder.resolve("no").toString()));
        assertThatThrownBy(() -> nobody.say(ServiceManager.READY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sendto: No such file or directory");
    }

    @Test
    void doesNotWaitForWhoDoesNotListen() throws IOException {
        String path = folder.resolve("notify").toString();
        try (DatagramSocket deaf = new DatagramSocket(path)) {
            ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", path));
            assertThatThrownBy(
                            () -> {
                                for (int sign = 0; sign < 10_000; sign++) {
                                    manager.say(ServiceManager.ALIVE);
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Resource temporarily unavailable");
            assertThat(deaf.next()).contains("WATCHDOG=1");
        }
    }

    @Test
    void knowsWhetherAndHowSoonASignOfLifeIsExpected() {
        Map<String, String> environment = new HashMap<>(Map.of("NOTIFY_SOCKET", "/run/notify"));
        assertThat(manager(environment).watchdog()).isEmpty();
        environment.put("WATCHDOG_USEC", "30000000");
        assertThat(manager(environment).watchdog()).contains(Duration.ofSeconds(30));
        environment.put("WATCHDOG_PID", "4711");
        assertThat(manager(environment).watchdog()).contains(Duration.ofSeconds(30));
        environment.put("WATCHDOG_PID", "4712");
        assertThat(manager(environment).watchdog()).isEmpty();
        environment.put("WATCHDOG_PID", "4711");
        environment.put("WATCHDOG_USEC", "soon");
        assertThat(manager(environment).watchdog()).isEmpty();
    }

    @Test
    void nobodyListensWithoutASocket() {
        assertThat(ServiceManager.of(Map.of(), PID)).isEmpty();
        assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "relative"), PID)).isEmpty();
        assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107)), PID))
                .isEmpty();
    }

    private static ServiceManager manager(Map<String, String> environment) {
        return ServiceManager.of(environment, PID).orElseThrow();
    }
}
