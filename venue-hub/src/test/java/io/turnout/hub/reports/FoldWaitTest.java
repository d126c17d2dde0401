package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FoldWaitTest {
    private static final String SCAN =
            """
            INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot, clock, event,
                room, door, side, mode, way, badge, outcome, reason, flagged, entered, takes_seat,
                leaves, left_session, list_revision, online)
            VALUES ('u1', 'e', 1, 0, 0, 0, 'b', 'synced', 'e1', 'r1', 'd1', 'in', 'auto', 'unit',
                NULL, 'refused', 'unreadable', 0, NULL, 0, 0, NULL, 1, 1)
            """;

    @TempDir private Path folder;

    @Test
    void waitsForTheScansThatThereAreAndNoLongerThanItMay() throws Exception {
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            new FoldWait(database, Duration.ofMinutes(1)).await();
            database.change(handle -> handle.execute(SCAN));
            new FoldWait(database, Duration.ofMillis(40)).await();
            FoldWait patient = new FoldWait(database, Duration.ofMinutes(1));
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(patient::await);
            assertThat(waiting.isDone()).isFalse();
            database.change(handle -> handle.execute("UPDATE fold_mark SET seq = 99"));
            waiting.get(30, TimeUnit.SECONDS);
        }
    }
}
