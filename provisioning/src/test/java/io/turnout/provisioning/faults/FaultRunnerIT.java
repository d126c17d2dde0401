package io.turnout.provisioning.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.faults.ledger.Answer;
import io.turnout.provisioning.faults.ledger.Comparison;
import io.turnout.provisioning.faults.ledger.Entry;
import io.turnout.provisioning.faults.ledger.Finding;
import io.turnout.provisioning.faults.ledger.Finding.Kind;
import io.turnout.provisioning.faults.ledger.HubRows;
import io.turnout.provisioning.faults.line.Mischief;
import io.turnout.provisioning.faults.venue.Opening;
import io.turnout.provisioning.faults.venue.Options;
import io.turnout.provisioning.faults.venue.Unit;
import io.turnout.provisioning.faults.venue.Venue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty faults, and faults of the venue's own that the comparison must find. */
class FaultRunnerIT {
    private static final long SEED = 20260;
    private static final int RUNS = 20;

    @TempDir Path directory;

    @Test
    @DisplayName("AT5 R-6: twenty faults lose nothing, count nothing twice and overfill nothing")
    void twentyFaultsLeaveNoTrace() throws Exception {
        Abilities abilities = Abilities.of(directory, "auto", List.of());
        assertThat(abilities.left().isEmpty() || !Boolean.getBoolean("turnout.noskip"))
                .as("left out: %s", abilities.left())
                .isTrue();
        Run.Request request =
                new Run.Request(
                        jar("venue-hub"),
                        jar("gateway-device"),
                        directory,
                        RUNS,
                        SEED,
                        4,
                        300,
                        abilities,
                        "turnout faults --runs " + RUNS + " --seed " + SEED);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Report report = new Run(request, out).run();
        out.println(report.table());
        assertThat(report.findings()).isEmpty();
        assertThat(report.rows().stream().mapToInt(Report.Row::runs).sum() + report.idle())
                .isEqualTo(RUNS);
        assertThat(report.presentations()).isGreaterThan(100);
    }

    @Test
    @DisplayName("A forged acknowledgement and tampered rows are found")
    void whatIsPlantedIsFound() throws Exception {
        Options options =
                new Options(
                        jar("venue-hub"),
                        jar("gateway-device"),
                        directory,
                        3,
                        5,
                        false,
                        false,
                        false,
                        false);
        try (Venue venue = Opening.open(options, Clock.systemUTC(), SEED, line -> {})) {
            Healing healing = new Healing(venue);
            assertThat(healing.settle()).isPresent();
            List<Entry> ledger = new ArrayList<>();
            Unit door = venue.units().getLast();
            present(venue, door, 0, 5, ledger);
            HubRows well = healing.settle().orElseThrow().rows();
            assertThat(kinds(ledger, well)).isEmpty();

            door.mqtt().begin(Set.of(Mischief.FORGE_ACKS));
            present(venue, door, 5, 9, ledger);
            awaitBelieved(door);
            door.mqtt().end(Set.of(Mischief.FORGE_ACKS));
            present(venue, door, 9, 12, ledger);
            awaitArrived(venue, 12);
            assertThat(kinds(ledger, HubRows.read(venue.hub().database())))
                    .containsExactly(Kind.LOST, Kind.LOST, Kind.LOST, Kind.LOST);

            List<Entry> first = ledger.subList(0, 5);
            assertThat(kinds(first.subList(0, 4), well)).containsExactly(Kind.UNEXPLAINED);
            assertThat(kinds(first, tampered(venue, "DELETE FROM scan WHERE number > 2")))
                    .containsExactly(Kind.LOST, Kind.LOST, Kind.LOST);
            assertThat(kinds(first, tampered(venue, COPIED)))
                    .contains(Kind.TWICE, Kind.UNEXPLAINED);
        }
    }

    private static final String COPIED =
            """
            CREATE TEMP TABLE copied AS SELECT * FROM scan WHERE number = 2;
            DELETE FROM scan WHERE number > 5;
            UPDATE copied SET number = 6, seq = seq + 1000;
            INSERT INTO scan SELECT * FROM copied;
            """;

    private static void present(Venue venue, Unit door, int from, int to, List<Entry> ledger)
            throws Exception {
        for (String badge : venue.day().badges().subList(from, to)) {
            long sent = System.nanoTime();
            JsonNode said = door.present(badge);
            Answer shown =
                    new Answer.Shown(
                            said.path("verdict").path("state").asText(),
                            "",
                            OptionalLong.of(said.path("scan").asLong()));
            ledger.add(new Entry(door.name(), 0, sent, System.nanoTime(), badge, shown));
        }
    }

    /** The unit answers, and believes that the hub has all. */
    private static void awaitBelieved(Unit door) {
        Awaitility.await(door.name() + " has nothing to send")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() ->
                        door.state().path("queue").asLong(-1) == 0
                                && door.state().path("hub").path("online").asBoolean());
    }

    /** Of the last door, which is the only one that was passed. */
    private static void awaitArrived(Venue venue, long highest) {
        Awaitility.await("scan " + highest + " is at the hub")
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        HubRows.journals(venue.hub().database()).stream()
                                .anyMatch(journal -> journal.highest() == highest));
    }

    private static List<Kind> kinds(List<Entry> ledger, HubRows rows) {
        return Comparison.of(ledger, rows, List.of(), List.of()).findings().stream()
                .map(Finding::kind)
                .toList();
    }

    /** A copy of the hub's database with something done to it. */
    private HubRows tampered(Venue venue, String sql) throws Exception {
        Path copy = Files.createTempFile(directory, "tampered", ".db");
        Files.delete(copy);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + venue.hub().database());
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + copy + "'");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement()) {
            for (String each : sql.split(";", -1)) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
        }
        return HubRows.read(copy);
    }

    private static Path jar(String module) throws IOException {
        return Path.of("..", module, "target", module + ".jar").toRealPath();
    }
}
