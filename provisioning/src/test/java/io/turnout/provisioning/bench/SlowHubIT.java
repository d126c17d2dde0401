package io.turnout.provisioning.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.gateway.uplink.UplinkConfig;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub's process that gets the processor a third of the time, and everybody's backlog at once. */
final class SlowHubIT {
    /** More for the long run: {@code -Dturnout.backlog.runs=3 -Dturnout.backlog.units=50}. */
    private static final int RUNS = Integer.getInteger("turnout.backlog.runs", 1);

    private static final int UNITS = Integer.getInteger("turnout.backlog.units", 12);
    private static final int BACKLOG = Integer.getInteger("turnout.backlog.scans", 2_000);
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @TempDir private Path folder;

    @Test
    @DisplayName("FT6: the backlogs of many units at once at a slow hub")
    void takesEveryBacklogOnceAndStaysAlive() throws Exception {
        Path journal = filled();
        for (int run = 0; run < RUNS; run++) {
            run(Files.createDirectory(folder.resolve("run-" + run)), journal);
        }
    }

    private static void run(Path work, Path journal) throws Exception {
        Path jar = Path.of("..", "venue-hub", "target", "venue-hub.jar").toAbsolutePath();
        List<BacklogUnit> units = new ArrayList<>();
        try (BenchHub hub = BenchHub.start(jar, work)) {
            for (int i = 0; i < UNITS; i++) {
                units.add(unit(hub, work, journal, i));
            }
            long start = System.nanoTime();
            try (Choked choked = new Choked(hub.program().pid())) {
                units.forEach(BacklogUnit::start);
                await().atMost(PATIENCE)
                        .until(() -> units.stream().allMatch(u -> u.journal().waiting() == 0));
                assertThat(choked.stops()).isPositive();
            }
            System.out.printf(
                    "FT6: %d units of %d scans in %.1f s, %d resendings%n",
                    UNITS,
                    BACKLOG,
                    (System.nanoTime() - start) / 1e9,
                    units.stream().mapToLong(BacklogUnit::resent).sum());
            assertThat(hub.program().isAlive()).isTrue();
            assertThat(hub.scans()).isEqualTo((long) UNITS * BACKLOG);
        } finally {
            for (BacklogUnit unit : units) {
                unit.close();
            }
        }
    }

    /** Every unit has a copy of one journal: names of scans differ by the unit. */
    private static BacklogUnit unit(BenchHub hub, Path work, Path journal, int i) throws Exception {
        String id = "unit-" + i;
        Path copy = Files.createDirectory(work.resolve(id)).resolve("journal");
        BacklogUnit.copy(journal, copy);
        return BacklogUnit.open(copy, config(hub.mqttUrl(), id, hub.register(id)), i);
    }

    private Path filled() throws Exception {
        Path file = folder.resolve("filled").resolve("journal");
        BacklogUnit.fill(file, BACKLOG);
        return file;
    }

    private static UplinkConfig config(String url, String id, String secret) {
        return BacklogUnit.config(
                url, BenchHub.SITE, new UnitId(id), secret, Duration.ofSeconds(5));
    }

    /** Stops a process for 200 ms and lets it go on for 100 ms, until closed. */
    private static final class Choked implements AutoCloseable {
        private final long pid;
        private final CountDownLatch closed = new CountDownLatch(1);
        private final AtomicInteger stops = new AtomicInteger();
        private final Thread thread;

        Choked(long pid) {
            this.pid = pid;
            this.thread = Thread.ofPlatform().name("choke").start(this::run);
        }

        int stops() {
            return stops.get();
        }

        private void run() {
            try {
                do {
                    signal("-STOP");
                    stops.incrementAndGet();
                    closed.await(200, TimeUnit.MILLISECONDS);
                    signal("-CONT");
                } while (!closed.await(100, TimeUnit.MILLISECONDS));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("the hub could not be slowed down", e);
            }
        }

        private void signal(String which) throws IOException, InterruptedException {
            new ProcessBuilder("kill", which, String.valueOf(pid)).start().waitFor();
        }

        @Override
        public void close() {
            closed.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
