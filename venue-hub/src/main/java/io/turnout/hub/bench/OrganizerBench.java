package io.turnout.hub.bench;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.AccessLists;
import io.turnout.hub.fleet.ChangeFeed;
import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.people.AttendeeImport;
import io.turnout.hub.people.Badges;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.people.PeopleCounts;
import io.turnout.hub.people.RegistrationImport;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * G15: what an organizer waits for at a large event, each against its limit. People found and a
 * session's page are taken as a browser on this machine gets them, 200 in a round.
 */
final class OrganizerBench {
    private static final int PAGES = 200;
    private static final double LONGEST_PAGE_MS = 50;
    private static final double LONGEST_LISTS_MS = 5_000;
    private static final double FEWEST_ROWS = 50_000;
    private static final String WHO = "bench";

    private final LargeEvent large = new LargeEvent();
    private final InstantSource clock = InstantSource.system();
    private final Audit audit = new Audit(clock);

    /** Measures in turn, after a round of each that warms up. */
    List<Figure> measure(int rounds) throws CannotStart, IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>(imports(rounds));
        try (Scratch scratch = Scratch.open()) {
            Database database = scratch.database();
            EventFacts event = large.make(database);
            attendees(database, event);
            registrations(database, event);
            new Badges(database, audit, clock, _ -> {}, _ -> {}).issue(event, WHO);
            figures.add(lists(scratch, rounds));
            large.attend(database);
            try (PageClient pages = PageClient.start(database, clock)) {
                Random random = new Random(1);
                figures.add(pages(rounds, "people found", () -> pages.find(large.words(random))));
                figures.add(
                        pages(rounds, "session page", () -> pages.session(large.session(random))));
            }
        }
        return figures;
    }

    @FunctionalInterface
    interface Request {
        void send() throws IOException, InterruptedException;
    }

    private List<Figure> imports(int rounds) throws CannotStart, IOException {
        Pairs attendees = new Pairs();
        Pairs registrations = new Pairs();
        for (int i = -1; i < rounds; i++) {
            try (Scratch scratch = Scratch.open()) {
                Database database = scratch.database();
                EventFacts event = large.make(database);
                double people = LargeEvent.PEOPLE * 1e9 / attendees(database, event);
                double rows = LargeEvent.REGISTRATIONS * 1e9 / registrations(database, event);
                if (i >= 0) {
                    attendees.add(people, FEWEST_ROWS);
                    registrations.add(rows, FEWEST_ROWS);
                }
            }
        }
        return List.of(
                Figure.atLeast(1, label("import of attendees, who can be found then"), attendees),
                Figure.atLeast(1, label("import of registrations"), registrations));
    }

    private long attendees(Database database, EventFacts event) {
        AttendeeImport attendees = new AttendeeImport(database, audit, _ -> {});
        long before = System.nanoTime();
        check(attendees.run(event, large.attendees(), WHO));
        return System.nanoTime() - before;
    }

    private long registrations(Database database, EventFacts event) {
        RegistrationImport registrations = new RegistrationImport(database, audit, _ -> {});
        long before = System.nanoTime();
        large.registrations().forEach(file -> check(registrations.run(event, file, WHO)));
        return System.nanoTime() - before;
    }

    private static void check(ImportResult<PeopleCounts> result) {
        if (result instanceof ImportResult.Rejected<PeopleCounts> rejected) {
            throw new IllegalStateException("the bench made a wrong file: " + rejected);
        }
    }

    /** Everything is to be made: no list is there yet. */
    private Figure lists(Scratch scratch, int rounds) throws CannotStart, IOException {
        Pairs pairs = new Pairs();
        AccessLists.Keys keys =
                new AccessLists.Keys(
                        ListKey.open(scratch.folder()), EventKeys.open(scratch.folder()));
        ChangeFeed feed = new ChangeFeed(scratch.database(), keys.lists(), clock, (_, _) -> {});
        for (int i = -1; i < rounds; i++) {
            Path folder = Files.createDirectory(scratch.folder().resolve("lists" + i));
            AccessLists lists = new AccessLists(scratch.database(), keys, folder, feed, clock);
            List<AccessLists.Addressed> made = new ArrayList<>();
            long before = System.nanoTime();
            lists.refresh(LargeEvent.ID, false, made::add);
            long after = System.nanoTime();
            if (made.size() != LargeEvent.ROOMS) {
                throw new IllegalStateException(made.size() + " lists were made");
            }
            if (i >= 0) {
                pairs.add((after - before) / 1e6, LONGEST_LISTS_MS);
            }
        }
        return Figure.atMost(
                1,
                new Figure.Label("G15", "lists for " + LargeEvent.ROOMS + " units", "ms"),
                pairs);
    }

    /** The slowest but one in a hundred of a page, against the longest that anybody waits. */
    static Figure pages(int rounds, String name, Request request)
            throws IOException, InterruptedException {
        Pairs pairs = new Pairs();
        for (int i = -1; i < rounds; i++) {
            long[] nanos = new long[PAGES];
            for (int page = 0; page < PAGES; page++) {
                long before = System.nanoTime();
                request.send();
                nanos[page] = System.nanoTime() - before;
            }
            if (i >= 0) {
                pairs.add(Pairs.percentile(nanos, 99) / 1e6, LONGEST_PAGE_MS);
            }
        }
        return Figure.atMost(1, new Figure.Label("G15", name + ", p99", "ms"), pairs);
    }

    private static Figure.Label label(String name) {
        return new Figure.Label("G15", name, "rows/s");
    }
}
