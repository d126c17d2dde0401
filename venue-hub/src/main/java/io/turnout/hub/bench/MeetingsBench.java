package io.turnout.hub.bench;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.people.AttendeeImport;
import io.turnout.hub.programs.MeetingImport;
import io.turnout.hub.programs.ProgramDesk;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Words;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * G15 with 100,000 meetings: their import, their pages as a browser on this machine gets them, and
 * a clock that finds a whole day of them undecided after the hub was down.
 */
final class MeetingsBench {
    private static final double FEWEST_ROWS = 50_000;
    private static final double LONGEST_CATCHING_UP_MS = 10_000;
    private static final Duration LOOK = Duration.ofMillis(10);

    private final InstantSource clock = InstantSource.system();
    private final Audit audit = new Audit(clock);

    /** Measures in turn, after a round of each that warms up. */
    List<Figure> measure(int rounds) throws CannotStart, IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        figures.add(imports(rounds));
        try (Scratch scratch = filled()) {
            Database database = scratch.database();
            take(database);
            figures.addAll(pages(scratch, rounds));
            figures.add(
                    catchesUp(
                            database, Duration.ofDays(4), rounds, "decided as of their due time"));
            figures.add(catchesUp(database, Duration.ofDays(1), rounds, "asked about"));
        }
        return figures;
    }

    private Scratch filled() throws CannotStart, IOException {
        Scratch scratch = Scratch.open();
        LargeEvent large = new LargeEvent();
        EventFacts event = large.make(scratch.database());
        check(
                new AttendeeImport(scratch.database(), audit, _ -> {})
                        .run(event, large.attendees(), "bench"));
        ManyMeetings.make(scratch.database(), clock.instant());
        return scratch;
    }

    private Figure imports(int rounds) throws CannotStart, IOException {
        Pairs pairs = new Pairs();
        try (Scratch scratch = filled()) {
            for (int i = -1; i < rounds; i++) {
                double rows = ManyMeetings.MEETINGS * 1e9 / take(scratch.database());
                if (i >= 0) {
                    pairs.add(rows, FEWEST_ROWS);
                }
                scratch.database()
                        .change(handle ->
                                List.of("meeting_step", "meeting_person", "meeting")
                                        .forEach(table -> handle.execute("DELETE FROM " + table)));
            }
        }
        return Figure.atLeast(
                1, new Figure.Label("G15", "import of 100,000 meetings", "rows/s"), pairs);
    }

    private long take(Database database) {
        byte[] list = ManyMeetings.list(clock.instant());
        MeetingImport imports = new MeetingImport(database, audit, clock, _ -> {});
        long before = System.nanoTime();
        check(imports.run(new Asked(LargeEvent.ID, "bench", Words.english()), list));
        return System.nanoTime() - before;
    }

    private static void check(ImportResult<?> result) {
        if (result instanceof ImportResult.Rejected<?> rejected) {
            throw new IllegalStateException("the bench made a wrong file: " + rejected);
        }
    }

    private List<Figure> pages(Scratch scratch, int rounds)
            throws CannotStart, IOException, InterruptedException {
        Random random = new Random(1);
        try (MeetingPages desk = MeetingPages.open(scratch, clock);
                PageClient pages = PageClient.start(scratch.database(), clock, desk::features)) {
            List<Figure> figures = new ArrayList<>();
            for (Map.Entry<String, OrganizerBench.Request> page :
                    looked(pages, random).entrySet()) {
                figures.add(
                        OrganizerBench.pages(
                                rounds, "100,000 meetings: " + page.getKey(), page.getValue()));
            }
            figures.add(programList(pages, rounds, random));
            return figures;
        }
    }

    private static Map<String, OrganizerBench.Request> looked(PageClient pages, Random random) {
        Map<String, OrganizerBench.Request> looked = new LinkedHashMap<>();
        looked.put("programs", () -> pages.page("/programs"));
        looked.put(
                "program with sums of 100 paths",
                () -> pages.page("/programs/" + one(random, ManyMeetings.PROGRAMS)));
        looked.put("path", () -> pages.page("/paths/" + one(random, ManyMeetings.PATHS)));
        looked.put("meeting", () -> pages.page("/meetings/" + one(random, ManyMeetings.MEETINGS)));
        looked.put(
                "a participant's own", () -> pages.own("/meetings", ManyMeetings.cookie(random)));
        looked.put(
                "those of a path taken away",
                () -> pathList(pages, one(random, ManyMeetings.PATHS)));
        return looked;
    }

    private static void pathList(PageClient pages, int path)
            throws IOException, InterruptedException {
        pages.page("/paths/%d/lists/meetings-of-path-%d.csv".formatted(path, path));
    }

    private static Figure programList(PageClient pages, int rounds, Random random)
            throws IOException, InterruptedException {
        Pairs pairs = new Pairs();
        for (int i = -1; i < rounds; i++) {
            int program = one(random, ManyMeetings.PROGRAMS);
            String path =
                    "/programs/%d/lists/meetings-of-program-%d.csv".formatted(program, program);
            long before = System.nanoTime();
            long rows = lines(pages.file(path));
            double rate = rows * 1e9 / (System.nanoTime() - before);
            if (i >= 0) {
                pairs.add(rate, FEWEST_ROWS);
            }
        }
        return Figure.atLeast(
                1,
                new Figure.Label("G15", "meetings of a program taken away as CSV", "rows/s"),
                pairs);
    }

    private static long lines(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().count();
        }
    }

    /** An id from 1 on. */
    private static int one(Random random, int of) {
        return 1 + random.nextInt(of);
    }

    private Figure catchesUp(Database database, Duration ago, int rounds, String what)
            throws InterruptedException {
        Pairs pairs = new Pairs();
        for (int i = -1; i < rounds; i++) {
            Instant now = clock.instant();
            ManyMeetings.untouched(database, now.minus(ago).minus(Duration.ofDays(1)));
            long before = System.nanoTime();
            try (ProgramDesk desk = desk(database)) {
                desk.read();
                while (isDue(database, now)) {
                    Thread.sleep(LOOK);
                }
                if (i >= 0) {
                    pairs.add((System.nanoTime() - before) / 1e6, LONGEST_CATCHING_UP_MS);
                }
            }
        }
        return Figure.atMost(
                1,
                new Figure.Label(
                        "G15", "a day of 100,000 meetings " + what + ", hub was down", "ms"),
                pairs);
    }

    private ProgramDesk desk(Database database) {
        return ProgramDesk.start(
                new ProgramDesk.Ground(database, audit, clock), _ -> {}, (_, _) -> "", _ -> {});
    }

    private static boolean isDue(Database database, Instant now) {
        return database.read(handle ->
                handle.createQuery("SELECT 1 FROM meeting WHERE due_ms <= ? LIMIT 1")
                        .bind(0, now.toEpochMilli())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
    }
}
