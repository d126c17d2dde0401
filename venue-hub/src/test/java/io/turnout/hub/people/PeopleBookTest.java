package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.attendance.AttendanceOutlet;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.SessionId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attendees one by one: their details, what they may enter, and their badges. */
final class PeopleBookTest {
    private final List<String> told = new ArrayList<>();
    @TempDir private Path directory;
    private Database database;
    private EventFacts event;
    private PeopleBook book;
    private BadgeDesk desk;
    private Entitlements entitlements;
    private Merge merge;

    @BeforeEach
    void open() {
        database = TestDatabase.in(directory);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
        TestDatabase.session(database, "s2", "r1", 7_200_000, 9_000_000);
        event = EventFacts.require(database, "e1");
        Audit audit = new Audit(InstantSource.system());
        book = new PeopleBook(database, audit, this::changed);
        desk = new BadgeDesk(database, audit, InstantSource.system(), this::changed, this::urgent);
        entitlements = new Entitlements(database, audit, this::changed);
        merge = new Merge(database, audit, new Withdrawal(AttendanceOutlet.NONE), this::changed);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("people are found by the beginning of any word, whatever case and accents")
    void findsByBeginningsOfWords() {
        Attendee asa = make("17", "Åsa", "Smith-Öberg", "asa@example.org", "LIC-9");
        make("18", "Bo", "Weiß", "", "");
        String code = desk.issue(event, asa.id(), "noor").orElseThrow().code();
        String spelled = code.substring(0, 3) + " " + code.substring(3).toLowerCase(Locale.ROOT);
        for (String words : List.of("asa", "ÖBERG", "smi asa", "17", "lic-9", "asa@ex", spelled)) {
            assertThat(found(words)).as(words).containsExactly("17");
        }
        assertThat(found("weiss")).containsExactly("18");
        assertThat(found("")).containsExactly("17", "18");
        for (String words : List.of("mith", "asa weiss", "%", "_", "'")) {
            assertThat(found(words)).as(words).isEmpty();
        }
    }

    @Test
    @DisplayName("who was changed is found by the new name, and no longer by the old one")
    void findsChangedPeople() {
        Attendee made = make("17", "Ada", "Byron", "", "");
        change(made, "Lovelace");
        assertThat(found("lovelace")).containsExactly("17");
        assertThat(found("byron")).isEmpty();
    }

    @Test
    @DisplayName("the second of two editors is told, and a number belongs to one attendee")
    void refusesStaleChangesAndTakenNumbers() {
        Attendee made = make("17", "Ada", "Byron", "", "");
        change(made, "Lovelace");
        PeopleBook.Outcome stale = book.change(event, made, "noor");
        assertThat(stale).isInstanceOf(PeopleBook.Outcome.Stale.class);
        assertThat(book.create(event, made.details(), "noor"))
                .isInstanceOf(PeopleBook.Outcome.NumberTaken.class);
        assertThat(found("lovelace")).containsExactly("17");
    }

    @Test
    @DisplayName("an attendee of whom scans tell is not removed; another one is, with all")
    void removesOnlyWhoWasNeverThere() {
        Attendee came = make("17", "Ada", "Byron", "", "");
        Attendee never = make("18", "Bo", "Byron", "", "");
        scan(desk.issue(event, came.id(), "noor").orElseThrow().fingerprint());
        desk.issue(event, never.id(), "noor");
        entitlements.set(
                event,
                Entitlements.Tie.REGISTRATION,
                never.id(),
                new SessionId("s1"),
                true,
                "noor");
        assertThat(book.remove(event, came.id(), "noor"))
                .isInstanceOf(PeopleBook.Removal.HasAttendance.class);
        assertThat(book.remove(event, never.id(), "noor"))
                .isInstanceOf(PeopleBook.Removal.Done.class);
        assertThat(found("byron")).containsExactly("17");
        assertThat(count("SELECT count(*) FROM badge")).isEqualTo(1);
    }

    @Test
    @DisplayName("A-3 a session is meant for people by name and by group; nothing crosses events")
    void tiesPeopleAndGroupsToSessions() {
        Attendee ada = make("17", "Ada", "Byron", "", "");
        SessionId session = new SessionId("s1");
        assertThat(entitlements.set(event, Entitlements.Tie.TARGET, ada.id(), session, true, "n"))
                .isTrue();
        assertThat(entitlements.set(event, Entitlements.Tie.TARGET, ada.id(), session, true, "n"))
                .isFalse();
        assertThat(entitlements.target(event, "Speakers", new SessionId("s2"), true, "n")).isTrue();
        assertThat(entitlements.member(event, "Speakers", ada.id(), true, "n")).isTrue();
        EventFacts other =
                new EventFacts(
                        new EventId("e2"), event.tag(), event.zone(), List.of(), event.salt());
        assertThat(
                        entitlements.set(
                                other, Entitlements.Tie.REGISTRATION, ada.id(), session, true, "n"))
                .isFalse();
        assertThat(entitlements.target(other, "Speakers", session, true, "n")).isFalse();
        AttendeePage page = new AttendeeQueries(database).read(event, ada.id()).orElseThrow();
        assertThat(page.lines()).extracting(AttendeePage.Line::byName).containsExactly(true, false);
        assertThat(page.lines())
                .extracting(AttendeePage.Line::byGroup)
                .containsExactly("", "Speakers");
        assertThat(entitlements.groups(event))
                .containsExactly(new Entitlements.Group("Speakers", 1, 1));
    }

    @Test
    @DisplayName("U-8 A-6 a reissued badge replaces the old one, and doors are told first")
    void reissuesABadge() {
        Attendee ada = make("17", "Ada", "Byron", "", "");
        BadgeDesk.Kept old = desk.issue(event, ada.id(), "noor").orElseThrow();
        told.clear();
        long before = serial();
        BadgeDesk.Kept fresh = desk.reissue(event, old.fingerprint(), "noor").orElseThrow();
        assertThat(desk.find(event, old.fingerprint()).orElseThrow().state())
                .isEqualTo(BadgeState.REPLACED);
        assertThat(fresh.state()).isEqualTo(BadgeState.ACTIVE);
        assertThat(told).containsExactly("urgent", "changed");
        assertThat(serial()).isEqualTo(before + 1);
        assertThat(count("SELECT max(state_serial) FROM badge")).isEqualTo(before + 1);
        assertThat(desk.reissue(event, old.fingerprint(), "noor")).isEmpty();
    }

    @Test
    @DisplayName("U-8 A-6 a picked set of badges is revoked in one go; what was so changes nothing")
    void revokesSeveral() {
        Attendee ada = make("17", "Ada", "Byron", "", "");
        String one = desk.issue(event, ada.id(), "noor").orElseThrow().fingerprint();
        String two = desk.issue(event, ada.id(), "noor").orElseThrow().fingerprint();
        assertThat(desk.setState(event, List.of(one), BadgeState.REVOKED, "n")).isEqualTo(1);
        told.clear();
        assertThat(desk.setState(event, List.of(one, two), BadgeState.REVOKED, "n")).isEqualTo(1);
        assertThat(desk.setState(event, List.of(one, two), BadgeState.REVOKED, "n")).isZero();
        assertThat(told).containsExactly("urgent", "changed");
    }

    @Test
    @DisplayName("C-8 a code of another system is registered once, and who has it is said")
    void registersForeignCodes() {
        Attendee ada = make("17", "Ada", "Byron", "", "");
        Attendee bo = make("18", "Bo", "Byron", "", "");
        assertThat(desk.register(event, ada.id(), " EAN-4711 ", "noor"))
                .isInstanceOf(BadgeDesk.Registered.Done.class);
        assertThat(desk.register(event, bo.id(), "EAN-4711", "noor"))
                .isInstanceOfSatisfying(
                        BadgeDesk.Registered.Taken.class,
                        taken -> assertThat(taken.owner().id()).isEqualTo(ada.id()));
        assertThat(desk.register(event, bo.id(), "a\u0007b", "noor"))
                .isInstanceOf(BadgeDesk.Registered.Unreadable.class);
        assertThat(found("ean-4711")).containsExactly("17");
    }

    @Test
    @DisplayName("a merge moves badges with their scans, registrations and groups")
    void mergesTwoIntoOne() {
        Attendee kept = make("17", "Ada", "Byron", "", "");
        Attendee gone = make("18", "Ada", "Lovelace", "ada@example.org", "");
        String fingerprint = desk.issue(event, gone.id(), "noor").orElseThrow().fingerprint();
        scan(fingerprint);
        for (long id : new long[] {kept.id(), gone.id()}) {
            entitlements.set(
                    event, Entitlements.Tie.REGISTRATION, id, new SessionId("s1"), true, "n");
        }
        entitlements.set(
                event, Entitlements.Tie.REGISTRATION, gone.id(), new SessionId("s2"), true, "n");
        Merge.Preview preview = merge.preview(event, kept.id(), gone.id()).orElseThrow();
        assertThat(preview.badges()).isEqualTo(1);
        assertThat(preview.registrations()).isEqualTo(1);
        assertThat(preview.attendance()).isTrue();
        merge.run(event, kept.id(), gone.id(), "noor");
        assertThat(book.find(event.id(), gone.id())).isEmpty();
        assertThat(desk.find(event, fingerprint).orElseThrow().attendee()).isEqualTo(kept.id());
        assertThat(count("SELECT count(*) FROM registration")).isEqualTo(2);
        assertThat(book.find(event.id(), kept.id()).orElseThrow().details().email())
                .isEqualTo("ada@example.org");
        assertThat(merge.preview(event, kept.id(), kept.id())).isEmpty();
    }

    @Test
    @DisplayName("a formula in a name is never one in the export")
    void exportsNoFormulas() {
        make("17", "=HYPERLINK(\"http://x\")", "@SUM(A1)", "", "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PeopleList(database).write("e1", PeopleQuery.ALL, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("'=HYPERLINK", "'@SUM(A1)")
                .doesNotContain(",=", ",@", ",\"=");
    }

    private List<String> found(String words) {
        return new PeopleList(database)
                .read("e1", new PeopleQuery(words, "", "", ""), 0, 100).rows().stream()
                        .map(PeopleList.Row::number)
                        .sorted()
                        .toList();
    }

    private Attendee make(
            String number, String given, String family, String email, String licence) {
        Attendee.Details details =
                new Attendee.Details(
                        new AttendeeNumber(number),
                        family,
                        given,
                        email,
                        licence,
                        List.of(),
                        Map.of());
        return ((PeopleBook.Outcome.Done) book.create(event, details, "noor")).attendee();
    }

    private void change(Attendee now, String family) {
        Attendee.Details old = now.details();
        Attendee.Details wanted =
                new Attendee.Details(
                        old.number(),
                        family,
                        old.givenName(),
                        "",
                        "",
                        List.of("Speakers"),
                        Map.of());
        assertThat(book.change(event, new Attendee(now.id(), wanted, now.version()), "noor"))
                .isInstanceOf(PeopleBook.Outcome.Done.class);
    }

    private void scan(String fingerprint) {
        database.change(handle ->
                handle.execute(
                        "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot,"
                                + " clock, event, room, door, side, mode, way, badge, outcome,"
                                + " reason, flagged, list_revision, online) VALUES ('u1', 'e', 1,"
                                + " 0, 0, 0, 'b', 'good', 'e1', 'r1', 'd1', 'in', 'in', 'reader',"
                                + " ?, 'admitted', 'open', 0, 1, 1)",
                        fingerprint));
    }

    private long serial() {
        return database.read(ChangeMark::read);
    }

    private long count(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private void changed(EventId id) {
        told.add("changed");
    }

    private void urgent(EventId id) {
        told.add("urgent");
    }
}
