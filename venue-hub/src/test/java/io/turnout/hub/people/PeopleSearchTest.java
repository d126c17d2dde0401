package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.attendance.AttendanceOutlet;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Batches;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.SessionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is found by which words and filters, and in which order. */
final class PeopleSearchTest {
    @TempDir private Path directory;
    private final Audit audit = new Audit(InstantSource.system());
    private Database database;
    private EventFacts event;
    private PeopleBook book;
    private PeopleList list;

    @BeforeEach
    void open() {
        database = TestDatabase.in(directory);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
        event = EventFacts.require(database, "e1");
        book = new PeopleBook(database, audit, _ -> {});
        list = new PeopleList(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("a name with an umlaut is found by either spelling, whichever it has itself")
    void findsUmlautsEitherWay() {
        make("17", "Jörg", "Müller-Öz");
        make("18", "Joerg", "Mueller");
        for (String words : List.of("müller", "mueller", "MUELL jör", "joerg", "mu\u0308ll")) {
            assertThat(found(words)).as(words).contains("17", "18");
        }
        assertThat(found("muller")).containsExactly("17");
        assertThat(found("oez jo")).containsExactly("17");
    }

    @Test
    @DisplayName("words, session and badge narrow together, in the order of names over all pages")
    void narrowsByAll() {
        List<Attendee> all =
                IntStream.range(0, 9)
                        .mapToObj(i -> make("N" + i, "Ada", "Name" + (9 - i)))
                        .toList();
        BadgeDesk desk = new BadgeDesk(database, audit, InstantSource.system(), _ -> {}, _ -> {});
        all.subList(0, 6).forEach(one -> desk.issue(event, one.id(), "noor"));
        Entitlements entitlements = new Entitlements(database, audit, _ -> {});
        for (int i : new int[] {1, 7}) {
            entitlements.set(
                    event,
                    Entitlements.Tie.REGISTRATION,
                    all.get(i).id(),
                    new SessionId("s1"),
                    true,
                    "noor");
        }
        assertThat(numbers(new PeopleQuery("ada", "", "", "none"), 0))
                .containsExactly("N8", "N7", "N6");
        assertThat(numbers(new PeopleQuery("name", "", "s1", "active"), 0)).containsExactly("N1");
        assertThat(numbers(new PeopleQuery("", "", "s1", ""), 0)).containsExactly("N7", "N1");
        assertThat(numbers(new PeopleQuery("ada", "", "", ""), 4))
                .containsExactly("N4", "N3", "N2", "N1");
        assertThat(list.read("e1", new PeopleQuery("na", "", "", ""), 4, 4).matching())
                .isEqualTo(9);
        assertThat(list.read("other", new PeopleQuery("", "", "s1", ""), 0, 4).rows()).isEmpty();
    }

    @Test
    @DisplayName("of thousands whom a word finds, every page has the next ones by name")
    void pagesThroughMany() {
        int people = 2_345;
        database.change(handle ->
                Batches.run(
                        handle,
                        "INSERT INTO attendee (event, number, family_name, given_name)"
                                + " VALUES ('e1', ?, ?, ?)",
                        IntStream.range(0, people)
                                .mapToObj(i ->
                                        Batches.row(
                                                "N" + i,
                                                "F%05d".formatted((i * 7919) % people),
                                                i % 20 == 0 ? "Bo" : "Ada"))));
        List<String> names = new ArrayList<>();
        PeopleQuery query = new PeopleQuery("ada", "", "", "");
        for (int offset = 0; offset < people; offset += 500) {
            list.read("e1", query, offset, 500).rows().forEach(row -> names.add(row.familyName()));
        }
        assertThat(names).isSorted().doesNotHaveDuplicates().hasSize(people - 118);
        assertThat(list.read("e1", query, 0, 1).matching()).isEqualTo(people - 118);
    }

    @Test
    @DisplayName("of an attendee who is removed or merged no word stays")
    void forgetsWords() {
        Attendee gone = make("17", "Ada", "Byron");
        Attendee kept = make("18", "Ada", "Lovelace");
        Attendee removed = make("19", "Mary", "Somerville");
        new Merge(database, audit, new Withdrawal(AttendanceOutlet.NONE), _ -> {})
                .run(event, kept.id(), gone.id(), "noor");
        book.remove(event, removed.id(), "noor");
        assertThat(words())
                .containsExactlyInAnyOrder(
                        kept.id() + " 18", kept.id() + " lovelace", kept.id() + " ada");
        book.remove(event, kept.id(), "noor");
        assertThat(words()).isEmpty();
    }

    @Test
    @DisplayName("who changes is found as they are now, and their neighbours as before")
    void keepsNeighbours() {
        List<Attendee> all =
                IntStream.range(0, 40).mapToObj(i -> make("N" + i, "Ada", "Name" + i)).toList();
        Attendee changed = all.get(20);
        Attendee.Details other =
                new Attendee.Details(
                        changed.details().number(), "Noether", "Emmy", "", "", List.of(), Map.of());
        book.change(event, new Attendee(changed.id(), other, changed.version()), "noor");
        assertThat(found("noether")).containsExactly("N20");
        assertThat(found("name20")).isEmpty();
        assertThat(list.read("e1", new PeopleQuery("ada name", "", "", ""), 0, 1).matching())
                .isEqualTo(39);
    }

    @Test
    @DisplayName("the order of names follows whoever is made, changed, merged, removed or imported")
    void keepsTheOrderOfNames() {
        Attendee ada = make("1", "Ada", "Lovelace");
        Attendee emmy = make("2", "Emmy", "Noether");
        assertThat(found("")).containsExactly("1", "2");
        make("3", "Mary", "Agnesi");
        assertThat(found("")).containsExactly("3", "1", "2");
        Attendee.Details married =
                new Attendee.Details(
                        ada.details().number(), "Zuse", "Ada", "", "", List.of(), Map.of());
        book.change(event, new Attendee(ada.id(), married, ada.version()), "noor");
        assertThat(found("")).containsExactly("3", "2", "1");
        new Merge(database, audit, new Withdrawal(AttendanceOutlet.NONE), _ -> {})
                .run(event, ada.id(), emmy.id(), "noor");
        assertThat(found("")).containsExactly("3", "1");
        String csv = "number,family_name,given_name,email,licence_number,groups\n4,Bell,Jo,,,\n";
        new AttendeeImport(database, audit, _ -> {})
                .run(event, csv.getBytes(StandardCharsets.UTF_8), "noor");
        assertThat(found("")).containsExactly("3", "4", "1");
        book.remove(event, ada.id(), "noor");
        assertThat(found("")).containsExactly("3", "4");
        assertThat(list.read("e1", PeopleQuery.ALL, 0, 1).matching()).isEqualTo(2);
        assertThat(list.choices("e1").all()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "S-5 people are found by own fields that the event asks for, while it asks for them")
    void findsByOwnFields() {
        asks("own:Member No");
        String csv =
                """
                number,family_name,given_name,email,licence_number,groups,member no
                1,Lovelace,Ada,,,,MX-0042
                2,Noether,Emmy,,,,MX-0043
                """;
        new AttendeeImport(database, audit, _ -> {})
                .run(event, csv.getBytes(StandardCharsets.UTF_8), "noor");
        assertThat(found("mx-0042")).containsExactly("1");
        assertThat(found("mx")).containsExactly("1", "2");

        Attendee emmy = book.find(event.id(), new AttendeeNumber("2")).orElseThrow();
        Attendee.Details other =
                new Attendee.Details(
                        emmy.details().number(),
                        "Noether",
                        "Emmy",
                        "",
                        "",
                        List.of(),
                        Map.of("Member No", "ZZ-9"));
        book.change(event, new Attendee(emmy.id(), other, emmy.version()), "noor");
        assertThat(found("zz")).containsExactly("2");
        assertThat(found("mx")).containsExactly("1");
        asks("email");
        assertThat(found("mx")).isEmpty();
        assertThat(found("zz")).isEmpty();
        asks("email", "own:Member No");
        assertThat(found("zz noether")).containsExactly("2");
    }

    /** As an organizer sets it on the page. */
    private void asks(String... identify) {
        EventBook events =
                new EventBook(database, new Events(database, audit, InstantSource.system()), audit);
        EventSettings now = events.find("e1").orElseThrow();
        EventSettings wanted =
                new EventSettings(
                        now.id(),
                        now.title(),
                        now.zone(),
                        now.firstDay(),
                        now.lastDay(),
                        now.oneSession(),
                        now.attendance(),
                        List.of(identify),
                        now.rules(),
                        now.retentionDays(),
                        now.version());
        assertThat(events.change(wanted, "noor")).isInstanceOf(EventBook.Outcome.Done.class);
        event = EventFacts.require(database, "e1");
    }

    @Test
    @DisplayName("nobody is read to see that all can be found, however many there are")
    void asksAnIndexWhoCannotBeFound() {
        String plan =
                database.read(handle ->
                        handle.createQuery("EXPLAIN QUERY PLAN " + AttendeeSearch.BEHIND)
                                .bind(0, "e1")
                                .map((row, _) -> row.getString("detail"))
                                .collect(Collectors.joining("; ")));
        assertThat(plan).contains("COVERING INDEX attendee_unindexed (event=? AND search=?)");
    }

    @Test
    @DisplayName(
            "words are found from their beginning on, and so are their parts; ids are no words")
    void findsParts() {
        for (int i = 0; i < 20; i++) {
            make("N" + i, "Zoë", "Other");
        }
        make("X-1", "Ann", "Smith-Jones (née O'Neill)");
        for (String words :
                List.of(
                        "jones", "smith-j", "SMITH", "x-1", "1 ann", "neill", "o'ne", "(nee",
                        "-jo")) {
            assertThat(found(words)).as(words).containsExactly("X-1");
        }
        for (String words :
                List.of("mith", "eill", "21", "jones-smith", "ann smithe", "-", "ann %")) {
            assertThat(found(words)).as(words).isEmpty();
        }
    }

    private List<String> words() {
        return database.read(handle ->
                handle.createQuery("SELECT lines FROM attendee_words").mapTo(String.class).stream()
                        .flatMap(String::lines)
                        .toList());
    }

    private List<String> found(String words) {
        return numbers(new PeopleQuery(words, "", "", ""), 0);
    }

    private List<String> numbers(PeopleQuery query, int offset) {
        return list.read("e1", query, offset, 4).rows().stream()
                .map(PeopleList.Row::number)
                .toList();
    }

    private Attendee make(String number, String given, String family) {
        Attendee.Details details =
                new Attendee.Details(
                        new AttendeeNumber(number), family, given, "", "", List.of(), Map.of());
        return ((PeopleBook.Outcome.Done) book.create(event, details, "noor")).attendee();
    }
}
