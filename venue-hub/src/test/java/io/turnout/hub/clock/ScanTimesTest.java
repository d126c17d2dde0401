package io.turnout.hub.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the order in which scans and exchanges arrive, the times are the same. */
final class ScanTimesTest {
    private static final long SEED = 11;
    private static final int ORDERS = 12;
    private static final long NOON = 1_795_262_400_000L;
    private static final long LATE = NOON + 86_400_000;
    private static final long[] STARTS = {NOON, NOON + 3_600_000, NOON + 3_900_000};

    @TempDir private Path folder;

    @Test
    void theOrderOfArrivalPlaysNoPart() throws Exception {
        List<Consumer<Handle>> arrivals = arrivals();
        List<String> first = times(arrivals, 0);
        assertThat(first).hasSizeGreaterThan(50);
        for (int order = 1; order < ORDERS; order++) {
            Collections.shuffle(arrivals, new Random(SEED + order));
            assertThat(times(arrivals, order)).as("seed %d", SEED + order).isEqualTo(first);
        }
    }

    @Test
    void timesAreWithinTheirBounds() throws Exception {
        for (String line : times(arrivals(), 100)) {
            String[] f = line.split(" ", -1);
            long number = Long.parseLong(f[0]);
            long truth = truth(number);
            assertThat(truth).as(line).isBetween(Long.parseLong(f[2]), Long.parseLong(f[3]));
            if (boot(number) != 1) {
                assertThat(Math.abs(Long.parseLong(f[1]) - truth)).as(line).isLessThan(1_500);
            }
        }
    }

    @Test
    void scansAreNeverChanged() throws Exception {
        try (Database database = database(200)) {
            database.change(handle -> {
                arrivals().forEach(one -> one.accept(handle));
                String before = all(handle);
                new ScanTimes(handle, new BootClocks()).derive(0, 1_000);
                assertThat(all(handle)).isEqualTo(before);
            });
        }
    }

    private static String all(Handle handle) {
        return handle.createQuery("SELECT * FROM scan ORDER BY seq").mapToMap().list().toString();
    }

    /** Takes in everything one by one, and says what came of it. */
    private List<String> times(List<Consumer<Handle>> arrivals, int order) throws Exception {
        try (Database database = database(order)) {
            BootClocks clocks = new BootClocks();
            for (Consumer<Handle> arrival : arrivals) {
                database.change(handle -> {
                    long before = last(handle);
                    arrival.accept(handle);
                    new ScanTimes(handle, clocks).derive(before, last(handle));
                });
            }
            return database.read(handle ->
                    handle.createQuery(
                                    "SELECT s.number || ' ' || t.best_ms || ' ' || t.earliest_ms"
                                            + " || ' ' || t.latest_ms FROM scan_time t"
                                            + " JOIN scan s ON s.seq = t.seq ORDER BY s.number")
                            .mapTo(String.class)
                            .list());
        }
    }

    private static long last(Handle handle) {
        return handle.createQuery("SELECT COALESCE(MAX(seq), 0) FROM scan").mapTo(Long.class).one();
    }

    private Database database(int order) throws Exception {
        Database database = TestDatabase.in(Files.createDirectories(folder.resolve("db" + order)));
        TestDatabase.seed(database);
        return database;
    }

    /** Three boots, the second never compared with the hub's time, each clock wrong in a way. */
    private static List<Consumer<Handle>> arrivals() {
        Random random = new Random(SEED);
        List<Consumer<Handle>> arrivals = new ArrayList<>();
        for (long number = 1; number <= 60; number++) {
            long scan = number;
            long received = LATE + random.nextInt(1_000);
            arrivals.add(handle -> insert(handle, scan, received));
        }
        for (int boot : new int[] {0, 2}) {
            for (int i = 0; i < 40; i++) {
                long mono = 20_000L * i;
                long sent = STARTS[boot] + mono;
                Optional<Sighting.Bound> heard =
                        Optional.of(
                                new Sighting.Bound(
                                        STARTS[boot] - random.nextInt(200), mono - 1_000));
                Sighting sighting =
                        new Sighting(
                                mono, wall(boot, mono), "unset", sent + random.nextInt(200), heard);
                arrivals.add(handle ->
                        new Sightings(handle)
                                .add(new Sightings.Boot("u1", "boot" + boot), sighting));
            }
        }
        return arrivals;
    }

    private static int boot(long number) {
        return (int) ((number - 1) / 20);
    }

    private static long mono(long number) {
        return 5_000 + (number - 1) % 20 * 9_000;
    }

    private static long truth(long number) {
        return STARTS[boot(number)] + mono(number);
    }

    private static long wall(int boot, long mono) {
        return switch (boot) {
            case 0 -> mono;
            case 1 -> NOON + 315_532_800_000L + mono;
            default -> NOON + mono - (mono < 60_000 ? 0 : 7_200_000);
        };
    }

    private static void insert(Handle handle, long number, long received) {
        int boot = boot(number);
        handle.execute(
                "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot, clock,"
                        + " event, room, door, side, mode, way, badge, outcome, reason, flagged,"
                        + " entered, takes_seat, leaves, list_revision, online) VALUES ('u1', 'e',"
                        + " ?, ?, ?, ?, ?, 'unset', 'e1', 'r1', 'd1', 'in', 'auto', 'unit', ?,"
                        + " 'admitted', 'open', 0, NULL, 0, 0, 1, 1)",
                number,
                received,
                wall(boot, mono(number)),
                mono(number),
                "boot" + boot,
                TestScans.badge(number).toString());
    }
}
