package io.turnout.hub.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NoticingTest {
    private static final EventId E1 = new EventId("e1");

    @TempDir private Path folder;
    private Database database;
    private Noticing noticing;
    private Instant now = Instant.parse("2026-01-31T09:10:00Z");

    @BeforeEach
    void open() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        noticing = new Noticing(database, () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<Noticing.Finding> findings() {
        return database.read(handle -> Noticing.of(handle, E1));
    }

    @Test
    @DisplayName("C-4 a wall code that is used from many places in a short time is noticed")
    void noticesAWallCodeThatWasSentOn() {
        for (int i = 0; i < 100; i++) {
            noticing.wall(E1, "SL001", "198.51.100.7");
            noticing.wall(E1, "SL002", "10.0.0." + i % 19);
        }
        assertThat(findings()).as("one room's network").isEmpty();
        for (int i = 0; i < 19; i++) {
            noticing.wall(E1, "SL003", "203.0.113." + i);
            now = now.plus(Duration.ofMinutes(1));
        }
        assertThat(findings()).as("over a longer time").isEmpty();
        for (int i = 0; i < 45; i++) {
            noticing.wall(E1, "SL001", "203.0.113." + i);
        }
        assertThat(findings())
                .containsExactly(
                        new Noticing.Finding("wall-places", "SL001", now.toEpochMilli(), 40));
    }

    @Test
    @DisplayName("C-7 many reports from one address are noticed, and dropped after two weeks")
    void noticesReportsOfOneAddress() {
        for (int i = 0; i < 99; i++) {
            noticing.report(E1, "198.51.100.7");
            noticing.report(E1, "198.51.100." + i);
        }
        assertThat(findings()).hasSize(1);
        assertThat(findings().getFirst().times()).isEqualTo(100);
        now = now.plus(Duration.ofDays(15));
        for (int i = 0; i < 20; i++) {
            noticing.wall(E1, "SL001", "203.0.113." + i);
        }
        assertThat(findings()).extracting(Noticing.Finding::kind).containsExactly("wall-places");
    }

    @Test
    @DisplayName("nothing of an address is kept")
    void keepsNoAddress() {
        for (int i = 0; i < 200; i++) {
            noticing.report(E1, "198.51.100.7");
        }
        List<String> kept =
                database.read(handle ->
                        handle.createQuery("SELECT event || kind || subject FROM noticed")
                                .mapTo(String.class)
                                .list());
        assertThat(kept).containsExactly("e1reports-address");
    }
}
