package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub lost that was restored from a backup comes back from the units. */
class RestoreIT {
    private static final Duration HEAL = Duration.ofSeconds(60);
    private static final int EACH = 10;

    @TempDir Path directory;

    @Test
    void aRestoredHubHasEveryScanOfBeforeAndAfterTheBackupOnce() throws Exception {
        try (Venue venue = Venue.start(directory, 6 * EACH + 1)) {
            scan(venue, 0);
            awaitDelivered(venue, EACH);
            Path file = directory.resolve("backup.zip");
            hub("backup", "--to", file);
            scan(venue, EACH);
            changeSessions(venue);
            awaitDelivered(venue, 2 * EACH);
            awaitAttendance(venue, 2 * EACH);
            JsonNode sessions = venue.counts().path("sessions");
            List<Long> lists = lists(venue);

            stop(venue.hub().process().pid());
            Files.move(data(), directory.resolve("lost"));
            hub("restore", "--from", file);
            venue.watch();

            awaitDelivered(venue, 2 * EACH);
            awaitAttendance(venue, 2 * EACH);
            assertThat(venue.counts().path("sessions")).isEqualTo(sessions);
            awaitNewer(venue, lists);
            venue.revoke(venue.badge(6 * EACH));
            for (UnitSite unit : venue.units()) {
                assertThat(Venue.scan(unit, venue.badge(6 * EACH))).contains("\"refused\"");
            }
        }
    }

    /** Different people at each door: {@code EACH} before the backup and as many after it. */
    private static void scan(Venue venue, int from) throws IOException, InterruptedException {
        for (int door = 0; door < venue.units().size(); door++) {
            for (int i = 0; i < EACH; i++) {
                String badge = venue.badge(2 * EACH * door + from + i);
                assertThat(Venue.scan(venue.unit(door), badge)).contains("\"in\"");
            }
        }
    }

    private static void changeSessions(Venue venue) throws ApiException {
        for (String room : Venue.ROOMS) {
            venue.hub()
                    .api()
                    .post(
                            Venue.EVENT + "/sessions/" + venue.session(room),
                            Map.of("lateMinutes", 3));
        }
    }

    /** Every journal is acknowledged, and the hub has each scan once. */
    private static void awaitDelivered(Venue venue, long ofEach) {
        await(
                "all scans are at the hub",
                () -> {
                    JsonNode counts = venue.counts();
                    assertThat(counts.path("units")).hasSize(venue.units().size());
                    for (JsonNode journal : counts.path("units")) {
                        assertThat(journal.path("upTo").asLong()).isEqualTo(ofEach);
                        assertThat(journal.path("highest").asLong()).isEqualTo(ofEach);
                    }
                    assertThat(venue.scansAtHub()).isEqualTo(ofEach * venue.units().size());
                    for (UnitSite unit : venue.units()) {
                        assertThat(Venue.state(unit).path("lastNumber").asLong()).isEqualTo(ofEach);
                        assertThat(Venue.state(unit).path("queue").asLong()).isZero();
                    }
                });
    }

    private static void awaitAttendance(Venue venue, long inside) {
        await(
                "attendance follows",
                () -> {
                    for (JsonNode session : venue.counts().path("sessions")) {
                        assertThat(session.path("inside").asLong()).isEqualTo(inside);
                        assertThat(session.path("ins").asLong()).isEqualTo(inside);
                    }
                });
    }

    private static void awaitNewer(Venue venue, List<Long> than) {
        await(
                "units use newer lists",
                () -> {
                    List<Long> now = lists(venue);
                    for (int i = 0; i < now.size(); i++) {
                        assertThat(now.get(i)).isGreaterThan(than.get(i));
                    }
                });
    }

    private static List<Long> lists(Venue venue) throws ApiException {
        List<Long> revisions = new ArrayList<>();
        for (UnitSite unit : venue.units()) {
            revisions.add(Venue.state(unit).path("list").path("revision").asLong());
        }
        return revisions;
    }

    private static void await(String what, ThrowingRunnable assertion) {
        Awaitility.await(what).atMost(HEAL).ignoreExceptions().untilAsserted(assertion);
    }

    /** A subcommand of the hub's program, run to its end. */
    private void hub(String command, String option, Path file)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                Venue.jar("venue-hub").toString(),
                                command,
                                "--data",
                                data().toString(),
                                option,
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).containsPattern("Backup written: .* MB, .* s\\)|Restored into ");
    }

    private Path data() {
        return directory.resolve("hub");
    }

    private static void stop(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroy();
        process.onExit().join();
    }
}
