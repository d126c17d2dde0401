package io.turnout.hub.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnitHistoryTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private Instant now = NOON;

    @Test
    @DisplayName("U-7 a day of a unit is kept, with a gap where it was silent")
    void keepsADay(@TempDir Path folder) {
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            UnitHistory history = new UnitHistory(database, () -> now);
            heard(database, 1_500);
            history.note();
            now = now.plus(Duration.ofMinutes(5));
            history.note();
            assertThat(history.of("u1")).as("silent now").hasSize(1);
            heard(database, -500);
            history.note();
            history.note();
            assertThat(history.of("u1")).extracting(Sample::clockMs).containsExactly(1_500L, -500L);
            assertThat(history.of("u1").getFirst().celsius()).isEmpty();
            assertThat(history.of("u2")).isEmpty();
            now = NOON.plus(Duration.ofHours(24)).plusMillis(1);
            history.note();
            assertThat(history.of("u1")).hasSize(1);
        }
    }

    @Test
    void drawsALineWithGaps() {
        long end = NOON.toEpochMilli();
        long hour = Duration.ofHours(1).toMillis();
        List<Sample> samples =
                List.of(
                        sample(end - 24 * hour, 0),
                        sample(end - 24 * hour + 300_000, 10),
                        sample(end - 12 * hour, 5));
        Plot plot = Plot.of("queue", samples, one -> Optional.of((double) one.queue()), end);
        assertThat(plot.line()).isEqualTo("M0.0 100.0 h1 L3.5 0.0 M500.0 50.0 h1");
        assertThat(plot.highest()).isEqualTo(10);
        assertThat(Plot.of("celsius", samples, Sample::celsius, end).line()).isEmpty();
    }

    private static Sample sample(long atMs, long queue) {
        return new Sample(atMs, queue, Optional.empty(), 0);
    }

    private void heard(Database database, long clockMs) {
        database.change(handle ->
                handle.execute(
                        "UPDATE unit SET status = 'ready', heard_ms = ?, clock_ms = ?"
                                + " WHERE id = 'u1'",
                        now.toEpochMilli(),
                        clockMs));
    }
}
