package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session's people in every order and choice, and its sums, against a plain list of the same. */
final class StayQueriesTest {
    private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");
    private static final int PEOPLE = 347;
    private static final long SEED = 1815;
    private static final List<String> GIVEN = List.of("Ada", "ada", "Örjan", "Émile", "Zoë");
    private static final List<String> FAMILY = List.of("Byron", "byron", "Öz", "Ångström", "");

    @TempDir private Path directory;
    private final List<One> all = new ArrayList<>();
    private Database database;

    private record One(
            String number,
            String given,
            String family,
            long inMs,
            boolean inside,
            boolean walkIn,
            boolean flagged,
            boolean derived,
            boolean registered) {
        String name() {
            return Stay.shortName(given, family);
        }
    }

    @BeforeEach
    void fill() {
        database = TestDatabase.in(directory);
        TestDatabase.seed(database);
        long start = START.toEpochMilli();
        TestDatabase.session(database, "s1", "r1", start, start + 3_600_000);
        TestDatabase.session(database, "s2", "r1", start, start + 3_600_000);
        Random random = new Random(SEED);
        database.change(handle -> {
            for (int id = 1; id <= PEOPLE; id++) {
                One one = drawn(random, id);
                all.add(one);
                insert(handle, one, id);
            }
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("each page has the next people of those shown, by entry or by name, each once")
    void pages() {
        for (String show : List.of("", "in", "out", "walk-in", "flagged")) {
            for (String sort : List.of("", "in", "name")) {
                for (String query : List.of("", "ada", "angström", "CODE-1", "N00")) {
                    List<String> wanted = wanted(query, show, sort);
                    String told = "seed %d: %s, %s, %s".formatted(SEED, query, show, sort);
                    assertThat(listed(query, show, sort)).as(told).isEqualTo(wanted);
                }
            }
        }
        assertThat(wanted("ada", "in", "name")).isNotEmpty();
    }

    @Test
    @DisplayName("the sums are those of everybody in the session, and of nobody else")
    void addsUp() {
        SessionPage.Sums sums = page().sums();
        assertThat(sums.people()).isEqualTo(PEOPLE);
        assertThat(sums.inside()).isEqualTo(count(One::inside));
        assertThat(sums.cameIn()).isEqualTo(count(one -> one.inMs() > 0));
        assertThat(sums.wentOut()).isEqualTo(count(one -> one.inMs() > 0 && !one.inside()));
        assertThat(sums.derived()).isEqualTo(count(one -> !one.inside() && one.derived()));
        assertThat(sums.registered()).isEqualTo(count(one -> one.inMs() > 0 && one.registered()));
        assertThat(sums.derived()).isPositive();
    }

    @Test
    @DisplayName("who was turned away counts by the best time, while the room was open for entry")
    void countsRefusalsByTheirBestTime() {
        long opens = START.minusSeconds(900).toEpochMilli();
        long end = START.plusSeconds(3_600).toEpochMilli();
        database.change(handle -> {
            refusal(handle, "r1", opens, "full");
            refusal(handle, "r1", end, "blocked");
            refusal(handle, "r1", opens - 1, "blocked");
            refusal(handle, "r2", opens, "full");
            long late = refusal(handle, "r1", end + 1, "full-as-far-as-known");
            long early = refusal(handle, "r1", end - 1, "blocked");
            time(handle, late, end - 60_000);
            time(handle, early, opens - 60_000);
        });
        SessionPage page = page();
        assertThat(page.turnedAway()).isEqualTo(3);
        assertThat(page.full()).isEqualTo(2);
    }

    private SessionPage page() {
        VenueText text = new VenueText(Words.english(), ZoneOffset.UTC, START);
        Completeness complete = new Completeness(START, List.of(), 0);
        return database.read(handle ->
                new SessionQueries().read(handle, "e1", "s1", text, complete).orElseThrow());
    }

    private List<String> listed(String query, String show, String sort) {
        List<String> numbers = new ArrayList<>();
        People people;
        int page = 1;
        do {
            PeopleFilter filter = new PeopleFilter(query, show, sort, page);
            people = database.read(handle -> new StayQueries().read(handle, "s1", PEOPLE, filter));
            people.rows().forEach(stay -> numbers.add(stay.number()));
            page++;
        } while (page <= people.pages());
        assertThat(people.matching()).isEqualTo(numbers.size());
        return numbers;
    }

    private List<String> wanted(String query, String show, String sort) {
        Predicate<String> holds = SessionFilter.holds(query);
        Comparator<One> byEntry = Comparator.comparingLong(One::inMs).thenComparing(One::number);
        Comparator<One> order =
                switch (sort) {
                    case "name" ->
                            Comparator.comparing(One::name, String.CASE_INSENSITIVE_ORDER)
                                    .thenComparing(One::number);
                    case "in" -> byEntry;
                    default -> byEntry.reversed();
                };
        return all.stream()
                .filter(one -> shows(show, one))
                .filter(one -> holds.test(searchable(one)))
                .sorted(order)
                .map(One::number)
                .toList();
    }

    private static String searchable(One one) {
        String code = one.number().replace("N", "CODE-");
        return String.join(" ", one.given(), one.family(), one.number(), code);
    }

    private static boolean shows(String show, One one) {
        return switch (show) {
            case "in" -> one.inside();
            case "out" -> !one.inside();
            case "walk-in" -> one.walkIn();
            case "flagged" -> one.flagged();
            default -> true;
        };
    }

    private long count(Predicate<One> those) {
        return all.stream().filter(those).count();
    }

    /** Many came at the same time, and some were never seen going in. */
    private static One drawn(Random random, int id) {
        boolean came = random.nextInt(10) > 0;
        return new One(
                "N%04d".formatted((id * 211) % 1_009),
                GIVEN.get(random.nextInt(GIVEN.size())),
                FAMILY.get(random.nextInt(FAMILY.size())),
                came ? START.plusSeconds(random.nextInt(20)).toEpochMilli() : 0,
                came && random.nextBoolean(),
                random.nextInt(5) == 0,
                came && random.nextInt(7) == 0,
                random.nextInt(6) == 0,
                random.nextInt(3) > 0);
    }

    private static void insert(Handle handle, One one, int id) {
        handle.execute(
                "INSERT INTO attendee (id, event, number, given_name, family_name)"
                        + " VALUES (?, 'e1', ?, ?, ?)",
                id,
                one.number(),
                one.given(),
                one.family());
        handle.execute(
                "INSERT INTO badge (event, fingerprint, attendee, code) VALUES ('e1', ?, ?, ?)",
                "F" + id,
                id,
                one.number().replace("N", "CODE-"));
        handle.execute(
                "INSERT INTO presence (attendee, session, inside, first_in_ms, present_ms, ins,"
                        + " outs, walk_in, ended_by) VALUES (?, 's1', ?, ?, 0, 1, 0, ?, ?)",
                id,
                one.inside() ? 1 : 0,
                one.inMs() > 0 ? one.inMs() : null,
                one.walkIn() ? 1 : 0,
                one.derived() ? "entry-elsewhere" : "exit");
        if (one.registered()) {
            handle.execute("INSERT INTO registration VALUES (?, 's1')", id);
        } else {
            handle.execute("INSERT INTO registration VALUES (?, 's2')", id);
        }
        if (one.inMs() > 0) {
            scan(handle, id, "s1", "r1", one.inMs(), "admitted", "open", one.flagged());
            scan(handle, id, "s2", "r1", one.inMs(), "admitted", "open", true);
        }
    }

    private static long refusal(Handle handle, String room, long at, String reason) {
        return scan(handle, 1, null, room, at, "refused", reason, false);
    }

    private static long scan(
            Handle handle,
            int id,
            @org.jspecify.annotations.Nullable String entered,
            String room,
            long at,
            String outcome,
            String reason,
            boolean flagged) {
        return handle.createUpdate(
                        "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot,"
                                + " clock, event, room, door, side, mode, way, badge, outcome,"
                                + " reason, flagged, entered, list_revision, online) VALUES ('u',"
                                + " 'e', (SELECT COUNT(*) + 1 FROM scan), 0, ?, 0, 'b', 'synced',"
                                + " 'e1', ?, 'd', 'in', 'auto', 'unit', ?, ?, ?, ?, ?, 0, 1)")
                .bind(0, at)
                .bind(1, room)
                .bind(2, "F" + id)
                .bind(3, outcome)
                .bind(4, reason)
                .bind(5, flagged ? 1 : 0)
                .bind(6, entered)
                .executeAndReturnGeneratedKeys("seq")
                .mapTo(Long.class)
                .one();
    }

    private static void time(Handle handle, long seq, long best) {
        handle.execute("INSERT INTO scan_time VALUES (?, 'r1', ?, ?, ?)", seq, best, best, best);
    }
}
