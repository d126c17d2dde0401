package io.turnout.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.start.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
    @TempDir private Path folder;

    @Test
    void isDurableAndWritesAheadOfItself() {
        try (Database database = TestDatabase.in(folder)) {
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(database.<String>write(h -> pragma(h, "synchronous"))).isEqualTo("2");
            assertThat(database.<String>write(h -> pragma(h, "foreign_keys"))).isEqualTo("1");
        }
    }

    @Test
    void readsCannotWrite() {
        try (Database database = TestDatabase.in(folder)) {
            assertThatThrownBy(() -> database.read(h -> h.execute("DELETE FROM fold_mark")))
                    .isInstanceOf(JdbiException.class);
        }
    }

    @Test
    void undoesWhatFails() {
        try (Database database = TestDatabase.in(folder)) {
            assertThatThrownBy(() ->
                            database.change(handle -> {
                                handle.execute("UPDATE fold_mark SET seq = 7");
                                throw new IllegalStateException("no");
                            }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(mark(database)).isZero();
        }
    }

    @Test
    void opensAgainWithWhatItHad() {
        try (Database database = TestDatabase.in(folder)) {
            database.change(handle -> handle.execute("UPDATE fold_mark SET seq = 7"));
        }
        try (Database database = TestDatabase.in(folder)) {
            assertThat(mark(database)).isEqualTo(7);
        }
    }

    @Test
    void beginsItsLogAnewWhilePagesAreReadOneOverTheOther() throws Exception {
        long limit = 1 << 20;
        Path log = folder.resolve("hub.db-wal");
        AtomicBoolean over = new AtomicBoolean();
        long longest = 0;
        try (Database database = Database.open(folder, limit);
                ExecutorService pages = Executors.newFixedThreadPool(3)) {
            database.change(handle -> handle.execute("CREATE TABLE big (text TEXT)"));
            List<Future<Long>> readers =
                    IntStream.range(0, 3)
                            .mapToObj(_ -> pages.submit(() -> read(database, over)))
                            .toList();
            for (int i = 0; i < 400; i++) {
                database.change(
                        handle -> handle.execute("INSERT INTO big VALUES (?)", "x".repeat(50_000)));
                longest = Math.max(longest, Files.size(log));
            }
            over.set(true);
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(longest).as("of 20 MB").isLessThan(3 * limit);
    }

    /** Reads as if page followed upon page; how many there were. */
    private static long read(Database database, AtomicBoolean over) {
        long read = 0;
        for (; !over.get(); read++) {
            database.read(handle -> {
                long all = mark(handle);
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                return all + mark(handle);
            });
        }
        return read;
    }

    @Test
    void saysWhichFileIsNoDatabase() throws Exception {
        Files.writeString(folder.resolve("hub.db"), "x".repeat(10_000));
        assertThatThrownBy(() -> Database.open(folder))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(folder.resolve("hub.db").toString())
                .hasMessageContaining("put back a copy");
    }

    @Test
    void refusesTheTablesOfANewerHub() {
        try (Database database = TestDatabase.in(folder)) {
            database.change(handle ->
                    handle.execute(
                            "INSERT INTO flyway_schema_history (installed_rank, version,"
                                    + " description, type, script, checksum, installed_by,"
                                    + " execution_time, success) VALUES (99, '99', 'later',"
                                    + " 'SQL', 'V99__later.sql', 1, 'x', 1, 1)"));
        }
        assertThatThrownBy(() -> Database.open(folder))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("newer hub")
                .hasMessageContaining("99");
    }

    @Test
    void dropsOnlyTheItemThatFailsAndKeepsTheOthers() {
        List<Integer> committed = new CopyOnWriteArrayList<>();
        try (Database database = TestDatabase.in(folder)) {
            GroupWriter<Integer, List<Integer>> writer =
                    new GroupWriter<>(
                            "test",
                            database,
                            GroupWriter.Limits.items(100, 100),
                            (handle, items) -> refuseThirteen(items),
                            committed::addAll);
            for (int i = 10; i < 20; i++) {
                assertThat(writer.offer(i, Duration.ofSeconds(5))).isTrue();
            }
            writer.close();
            assertThat(committed).containsExactly(10, 11, 12, 14, 15, 16, 17, 18, 19);
            assertThat(writer.dropped()).isEqualTo(1);
            assertThat(writer.offer(1, Duration.ZERO)).isFalse();
        }
    }

    private static List<Integer> refuseThirteen(List<Integer> items) {
        if (items.contains(13)) {
            throw new IllegalStateException("thirteen");
        }
        return items;
    }

    private static long mark(Database database) {
        return database.read(DatabaseTest::mark);
    }

    private static long mark(Handle handle) {
        return handle.createQuery("SELECT seq FROM fold_mark").mapTo(Long.class).one();
    }

    private static String pragma(Database database, String name) {
        return database.read(handle -> pragma(handle, name));
    }

    private static String pragma(Handle handle, String name) {
        return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
    }
}
