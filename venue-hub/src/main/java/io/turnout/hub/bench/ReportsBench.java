package io.turnout.hub.bench;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.people.AttendeeImport;
import io.turnout.hub.people.Badges;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * G12 and G13: pages and an export over ten million scans. A page is held against counting the
 * scans themselves in the same database, with the same result; the export against the {@code
 * sqlite3} program that writes the same table.
 */
final class ReportsBench {
    private static final int PAGES = 100;
    private static final double PART = 1.0 / 200;
    private static final double SLOWER = 2;
    private static final double EXPORT = 0.5;
    private static final int UNITS = 20;
    private static final Duration ONE_LOOK = Duration.ofHours(2);
    private static final String RAW =
            "SELECT entered, COUNT(*) FROM scan WHERE event = 'e' AND outcome = 'admitted'"
                    + " AND entered IS NOT NULL GROUP BY entered";
    private static final String KEPT =
            "SELECT session, SUM(ins) FROM session_flow GROUP BY session";
    private static final String DUMP = "SELECT * FROM scan ORDER BY unit, epoch, number";

    private final long scans;
    private final MessageCodec codec = new MessageCodec();
    private final LargeEvent large = new LargeEvent();
    private final InstantSource clock = InstantSource.fixed(LargeEvent.START.plus(ONE_LOOK));

    ReportsBench(long scans) {
        this.scans = scans;
    }

    @FunctionalInterface
    private interface Request {
        void send() throws IOException, InterruptedException;
    }

    /** G12: pages. Measures in turn; most of the time goes into making the scans. */
    List<Figure> pages(int rounds) throws CannotStart, IOException, InterruptedException {
        try (Scratch scratch = Scratch.open();
                PageClient pages = PageClient.start(filled(scratch), clock)) {
            Database database = scratch.database();
            Random random = new Random(1);
            Named overview = new Named("overview", pages::overview);
            Named session = new Named("session page", () -> pages.session(large.session(random)));
            List<Figure> figures = new ArrayList<>();
            for (Named page : List.of(overview, new Named("day", pages::day), session)) {
                figures.add(againstRaw(database, page, rounds));
            }
            figures.add(whileIngesting(database, overview, rounds));
            return figures;
        }
    }

    /** G13: the export of the scans. As few pairs as there may be: each takes minutes. */
    Figure export() throws CannotStart, IOException, InterruptedException {
        try (Scratch scratch = Scratch.open();
                PageClient pages = PageClient.start(filled(scratch), clock)) {
            return export(scratch, pages);
        }
    }

    private record Named(String name, Request request) {}

    private Database filled(Scratch scratch) {
        Database database = scratch.database();
        EventFacts event = large.make(database);
        Audit audit = new Audit(clock);
        if (new AttendeeImport(database, audit, _ -> {}).run(event, large.attendees(), "bench")
                instanceof ImportResult.Rejected<?> rejected) {
            throw new IllegalStateException("the bench made a wrong file: " + rejected);
        }
        new Badges(database, audit, clock, _ -> {}, _ -> {}).issue(event, "bench");
        large.visit(database, (int) Math.max(1, scans / 2 / LargeEvent.PEOPLE));
        database.change(handle -> ReadyBatches.register(handle, LargeEvent.ID, UNITS));
        if (!counts(database, RAW).equals(counts(database, KEPT))) {
            throw new IllegalStateException("what is kept is not what the scans say");
        }
        System.err.printf("%,d scans are made%n", scans);
        return database;
    }

    private static Map<String, Long> counts(Database database, String sql) {
        Map<String, Long> counts = new TreeMap<>();
        database.read(handle ->
                        handle.createQuery(sql)
                                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                                .list())
                .forEach(one -> counts.put(one.getKey(), one.getValue()));
        return counts;
    }

    private Figure againstRaw(Database database, Named page, int rounds)
            throws IOException, InterruptedException {
        Pairs pairs = new Pairs();
        for (int i = -1; i < rounds; i++) {
            double ours = median(page.request());
            long before = System.nanoTime();
            counts(database, RAW);
            double raw = (System.nanoTime() - before) / 1e6;
            if (i >= 0) {
                pairs.add(ours, raw);
            }
        }
        return Figure.atMost(
                PART,
                new Figure.Label(
                        "G12",
                        "%s, %,d scans / GROUP BY of the scans".formatted(page.name(), scans),
                        "ms"),
                pairs);
    }

    private Figure whileIngesting(Database database, Named page, int rounds)
            throws IOException, InterruptedException {
        Pairs pairs = new Pairs();
        HubLife life = new HubLife("bench");
        try (Attendance fold = Attendance.start(database, _ -> {});
                Ingest ingest =
                        new Ingest(
                                database,
                                codec,
                                InstantSource.system(),
                                life,
                                new Ingest.Outlets((_, _) -> {}, fold::stored))) {
            AtomicInteger sent = new AtomicInteger();
            for (int i = -1; i < rounds; i++) {
                double idle = p99(page.request());
                AtomicBoolean over = new AtomicBoolean();
                Thread units = Thread.ofPlatform().start(() -> send(ingest, sent, over));
                double busy = p99(page.request());
                over.set(true);
                units.join();
                if (i >= 0) {
                    pairs.add(busy, idle);
                }
            }
        }
        return Figure.atMost(
                SLOWER,
                new Figure.Label(
                        "G12",
                        page.name() + ", p99 while ingesting as fast as it can / idle",
                        "ms"),
                pairs);
    }

    /** Ingest blocks whoever is faster than it is. */
    private void send(Ingest ingest, AtomicInteger sent, AtomicBoolean over) {
        Random random = new Random(sent.get());
        while (!over.get()) {
            int next = sent.getAndIncrement();
            ScanBatch batch = ReadyBatches.batch(next % UNITS, next / UNITS, random);
            ingest.receive(batch.unit(), codec.write(batch));
        }
    }

    private static double median(Request request) throws IOException, InterruptedException {
        return Pairs.percentile(times(request), 50) / 1e6;
    }

    private static double p99(Request request) throws IOException, InterruptedException {
        return Pairs.percentile(times(request), 99) / 1e6;
    }

    private static long[] times(Request request) throws IOException, InterruptedException {
        long[] nanos = new long[PAGES];
        for (int page = 0; page < PAGES; page++) {
            long before = System.nanoTime();
            request.send();
            nanos[page] = System.nanoTime() - before;
        }
        return nanos;
    }

    private static Figure export(Scratch scratch, PageClient pages)
            throws IOException, InterruptedException {
        Pairs pairs = new Pairs();
        for (int i = 0; i < Pairs.FEWEST; i++) {
            Instant before = Instant.now();
            long rows = lines(pages.export("scans.csv")) - 1;
            double ours = rows / seconds(before);
            Instant then = Instant.now();
            double dumped = dump(scratch) / seconds(then);
            pairs.add(ours, dumped);
            System.err.printf("G13: %,.0f/s against %,.0f/s%n", ours, dumped);
        }
        return Figure.atLeast(
                EXPORT,
                new Figure.Label(
                        "G13", "export of the scans / the sqlite3 program's dump", "rows/s"),
                pairs);
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1e3;
    }

    private static long dump(Scratch scratch) throws IOException, InterruptedException {
        Process sqlite =
                new ProcessBuilder(
                                "sqlite3", "-readonly", "-csv", scratch.folder() + "/hub.db", DUMP)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long rows = lines(sqlite.getInputStream());
        if (sqlite.waitFor() != 0) {
            throw new IOException("sqlite3 ended with " + sqlite.exitValue());
        }
        return rows;
    }

    private static long lines(InputStream in) throws IOException {
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (in) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }
}
