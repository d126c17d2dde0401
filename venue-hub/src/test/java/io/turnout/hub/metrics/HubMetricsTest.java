package io.turnout.hub.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.fleet.UnitPagesHttpService.Count;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HubMetricsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Pattern LINE =
            Pattern.compile(
                    "# (HELP|TYPE) .*|[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[a-z_]+=\"[^\"]*\".*})? \\S+");

    private Database database;
    private HubMetrics metrics;

    @BeforeAll
    void start(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.attendee(database, 7, "AAECAwQFBgcICQoL");
        HubMetrics.Sources sources =
                new HubMetrics.Sources(
                        () -> List.of(new Count("stored", 4711)), () -> true, () -> 3);
        metrics = new HubMetrics(database, () -> NOON, sources);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    @DisplayName("U-7 monitors read how each unit is, what came, and which alerts stand")
    void tellsOfUnits() {
        database.change(handle -> {
            handle.execute(
                    "UPDATE unit SET status = 'ready', heard_ms = ?, list_revision = 9"
                            + " WHERE id = 'u1'",
                    NOON.toEpochMilli());
            handle.execute(
                    "INSERT INTO fleet_alert (unit, kind, begin_ms) VALUES ('u1', 'hot', 1)");
        });
        assertThat(text().lines())
                .contains(
                        "turnout_unit_up{event=\"e1\",unit=\"u1\"} 1.0",
                        "turnout_unit_up{event=\"e1\",unit=\"u2\"} 0.0",
                        "turnout_unit_list_wanted_revision{event=\"e1\",unit=\"u1\"} 9.0",
                        "turnout_alerts{event=\"e1\",kind=\"hot\"} 1.0",
                        "turnout_hub_messages_total{what=\"stored\"} 4711.0",
                        "turnout_hub_messages_unsent_total 3.0",
                        "turnout_hub_broker_linked 1.0",
                        "turnout_scans_unfolded 0.0");
        assertThat(text()).contains("jvm_memory_used_bytes");
    }

    @Test
    @DisplayName("U-7 monitors are told nothing of people")
    void tellsNothingOfPeople() {
        assertThat(text()).doesNotContain("Family", "Given", "N7", "CODE7", "AAECAwQF");
    }

    @Test
    void isWhatPrometheusReads() {
        assertThat(text().lines()).allMatch(line -> LINE.matcher(line).matches());
    }

    private String text() {
        return new String(metrics.text(), StandardCharsets.UTF_8);
    }
}
