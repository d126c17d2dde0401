package io.turnout.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.DatabaseCopy;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Others at the same file: a long reader, checkpoints of a foreign program, a backup. */
@Timeout(600)
final class BusyDatabaseTest {
    /** More for the long run: {@code -Dturnout.busy.runs=20}. */
    private static final int RUNS = Integer.getInteger("turnout.busy.runs", 1);

    private static final int BATCHES = 60;
    private static final int EACH = 50;
    private static final Executor OWN_THREAD = task -> Thread.ofPlatform().start(task);
    private static final UnitId UNIT = new UnitId("u1");

    @TempDir private Path folder;

    @Test
    @DisplayName("FT12: nothing is lost and nobody hears of a busy database")
    void writesAllWhileOthersReadCheckpointAndCopy() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            run(Files.createDirectory(folder.resolve("run-" + run)));
        }
        System.out.printf("FT12: %d runs of %d scans%n", RUNS, BATCHES * EACH);
    }

    private static void run(Path data) throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch acknowledged = new CountDownLatch(1);
        try (Database database = TestDatabase.in(data)) {
            TestDatabase.seed(database);
            CountDownLatch reading = new CountDownLatch(1);
            CompletableFuture<List<Long>> reader =
                    CompletableFuture.supplyAsync(
                            () -> readTwice(database, reading, written), OWN_THREAD);
            CompletableFuture<Integer> checkpoints =
                    CompletableFuture.supplyAsync(() -> checkpoint(data, written), OWN_THREAD);
            assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
            Ingest ingest =
                    new Ingest(
                            database,
                            new MessageCodec(),
                            InstantSource.system(),
                            new HubLife("life"),
                            new Ingest.Outlets(
                                    (unit, ack) -> {
                                        if (ack.upTo() == BATCHES * EACH) {
                                            acknowledged.countDown();
                                        }
                                    },
                                    () -> {}));
            for (long batch = 0; batch < BATCHES; batch++) {
                long from = batch * EACH + 1;
                ingest.receive(UNIT, TestScans.batch("e", TestScans.range(from, from + EACH - 1)));
                if (batch == BATCHES / 2) {
                    DatabaseCopy.take(data, data.resolve("copy.db"));
                }
            }
            // The checkpoints hold the writer's place for most of the time: it may have to wait.
            assertThat(acknowledged.await(60, TimeUnit.SECONDS)).isTrue();
            ingest.close();
            written.countDown();
            assertThat(reader.get(30, TimeUnit.SECONDS)).as("one state").containsExactly(0L, 0L);
            assertThat(checkpoints.get(30, TimeUnit.SECONDS)).isPositive();
            assertThat(ingest.dropped()).isZero();
            assertThat(numbers("jdbc:sqlite:" + data.resolve(Database.FILE)))
                    .containsExactlyElementsOf(upTo(BATCHES * EACH));
        }
        List<Long> copied = numbers("jdbc:sqlite:" + data.resolve("copy.db"));
        assertThat(copied).as("a copy ends between two scans").isEqualTo(upTo(copied.size()));
    }

    private static List<Long> readTwice(
            Database database, CountDownLatch reading, CountDownLatch written) {
        return database.read(handle -> {
            long before = handle.createQuery("SELECT count(*) FROM scan").mapTo(Long.class).one();
            reading.countDown();
            try {
                written.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            long after = handle.createQuery("SELECT count(*) FROM scan").mapTo(Long.class).one();
            return List.of(before, after);
        });
    }

    /** As an administrator's own tool would: it waits for readers, and writers wait for it. */
    private static int checkpoint(Path data, CountDownLatch written) {
        int done = 0;
        try (Connection other =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve(Database.FILE));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 200");
            do {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
                done++;
            } while (!written.await(5, TimeUnit.MILLISECONDS));
            return done;
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static List<Long> numbers(String url) throws SQLException {
        List<Long> numbers = new java.util.ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                java.sql.ResultSet row =
                        statement.executeQuery("SELECT number FROM scan ORDER BY number")) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }
}
