package io.turnout.hub.bench;

import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * G7: batches as they come from the broker into the scan log, read, checked, durable and
 * acknowledged; against the same rows put into the same table by nothing but JDBC, in transactions
 * of the largest size that ingest makes.
 */
final class IngestBench {
    private static final int UNITS = 20;
    private static final int BATCHES_EACH = 20;
    private static final int SCANS = ScanBatch.MAX_SCANS;
    private static final int ALL = UNITS * BATCHES_EACH * SCANS;
    private static final double TARGET = 0.9;
    private static final Figure.Label LABEL =
            new Figure.Label(
                    "G7",
                    "ingest of ready batches / the same rows raw into the same SQLite",
                    "events/s");

    private final MessageCodec codec = new MessageCodec();
    private final List<ScanBatch> batches = ReadyBatches.make(UNITS, BATCHES_EACH);
    private final List<byte[]> messages =
            batches.stream().map(batch -> codec.write(batch)).toList();

    /** Measures in turn, after a round that warms both up. */
    Figure measure(int rounds) throws CannotStart, IOException, InterruptedException {
        Pairs pairs = new Pairs();
        for (int i = -2; i < rounds; i++) {
            double ours = inNewDatabase(this::ours);
            double raw = inNewDatabase(database -> RawInsert.run(database, batches));
            if (i >= 0) {
                pairs.add(ours, raw);
            }
        }
        return Figure.atLeast(TARGET, LABEL, pairs);
    }

    @FunctionalInterface
    private interface Trial {
        /** Runs and returns the nanoseconds it took. */
        long run(Database database) throws InterruptedException;
    }

    /** Events per second of a trial. */
    private static double inNewDatabase(Trial trial)
            throws CannotStart, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("turnout-bench");
        try (Database database = Database.open(folder)) {
            database.change(IngestBench::seed);
            long nanos = trial.run(database);
            long rows =
                    database.read(handle ->
                            handle.createQuery("SELECT count(*) FROM scan")
                                    .mapTo(Long.class)
                                    .one());
            if (rows != ALL) {
                throw new IllegalStateException(rows + " rows instead of " + ALL);
            }
            return ALL * 1e9 / nanos;
        } finally {
            delete(folder);
        }
    }

    private long ours(Database database) throws InterruptedException {
        CountDownLatch acknowledged = new CountDownLatch(UNITS);
        Ingest.Outlets outlets =
                new Ingest.Outlets(
                        (unit, ack) -> {
                            if (ack.upTo() == (long) BATCHES_EACH * SCANS) {
                                acknowledged.countDown();
                            }
                        },
                        () -> {});
        HubLife life = new HubLife("bench");
        try (Ingest ingest = new Ingest(database, codec, InstantSource.system(), life, outlets)) {
            long before = System.nanoTime();
            for (int i = 0; i < messages.size(); i++) {
                ingest.receive(batches.get(i).unit(), messages.get(i));
            }
            if (!acknowledged.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not everything was acknowledged");
            }
            return System.nanoTime() - before;
        }
    }

    private static void seed(Handle handle) {
        handle.execute(
                "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                        + " VALUES ('e', 'BEN', 'Bench', 'UTC', '', 0)");
        ReadyBatches.register(handle, "e", UNITS);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
