package io.turnout.gateway.door;

import static io.turnout.gateway.accesslist.ListFixture.NOON;
import static io.turnout.gateway.accesslist.ListFixture.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.accesslist.ListFixture;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.indicator.Indicator;
import io.turnout.gateway.indicator.Signal;
import io.turnout.gateway.indicator.VirtualIndicator;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.reader.Reading;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.seats.Loan;
import io.turnout.protocol.seats.SeatHolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoorTest {
    private static final long REVOKED = 90;

    private final ListFixture hub = new ListFixture();
    private final SetClock time = new SetClock(NOON);
    private final List<String> order = new ArrayList<>();
    private final List<Outcome> dealt = new ArrayList<>();

    @TempDir private Path folder;

    private Journal journal;
    private AccessListStore lists;
    private Door door;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(folder.resolve("journal"));
        lists =
                new AccessListStore(
                        folder.resolve("lists"), ListFixture.UNIT, hub.hubKey(), _ -> {});
        door = openDoor(Mode.AUTO);
    }

    @AfterEach
    void close() throws Exception {
        lists.close();
        journal.close();
    }

    private Door openDoor(Mode mode) throws Exception {
        UnitClock clock =
                new UnitClock(
                        time,
                        () -> time.millis() * 1_000_000,
                        "boot-1",
                        () -> true,
                        NOON.minus(Duration.ofDays(1)));
        Door.Surroundings around =
                new Door.Surroundings(
                        lists::current,
                        journal,
                        new Ordered(),
                        clock,
                        () -> true,
                        AskHub.NOBODY,
                        dealt::add);
        Door opened = Door.open(around, Place.unassigned(ListFixture.UNIT), mode);
        opened.use(new SeatHolder.Kept(1, Map.of(ListFixture.NOW, 2), Set.of()));
        return opened;
    }

    /** Writes down when it was told to show what, and how much was durable by then. */
    private final class Ordered implements Indicator {
        private final VirtualIndicator lamps = new VirtualIndicator(time);

        @Override
        public void show(Signal signal) {
            order.add(signal + " after " + journal.last());
            lamps.show(signal);
        }

        @Override
        public Signal showing() {
            return lamps.showing();
        }

        @Override
        public String word() {
            return lamps.word();
        }

        @Override
        public void close() {
            lamps.close();
        }
    }

    @Test
    void recordsBeforeItShows() throws Exception {
        useList();
        order.clear();
        present(code(1));
        assertThat(order).containsExactly("READ after 0", "IN after 1");
    }

    @Test
    @DisplayName("A-1 A-2 who is registered is admitted; whoever is not is refused, and told why")
    void admitsTheRegisteredAndRefusesTheRest() throws Exception {
        useList();
        assertThat(reason(present(code(1)))).isEqualTo(Reason.REGISTERED);
        assertThat(reason(present(code(REVOKED)))).isEqualTo(Reason.REVOKED);
        assertThat(reason(present(code(80)))).isEqualTo(Reason.NOT_REGISTERED);
        assertThat(reason(present(code(4711)))).isEqualTo(Reason.NOT_ON_LIST_AS_OF);
        assertThat(scans())
                .extracting(Scan::outcome)
                .containsExactly("admitted", "refused", "refused", "refused");
    }

    @Test
    void letsOutWhoIsInsideAndKnowsItAfterARestart() throws Exception {
        useList();
        present(code(1));
        time.pass(Duration.ofMinutes(1));
        door = openDoor(Mode.AUTO);
        assertThat(present(code(1)).signal()).isEqualTo(Signal.OUT);
    }

    @Test
    @DisplayName("U-1 with a reader at each side the side says who comes and who goes")
    void goesByTheSideWhereThereIsAReaderAtEach() throws Exception {
        useList();
        present(code(1));
        time.pass(Duration.ofMinutes(1));
        Reading again = new Reading(code(1), Side.IN, true);
        assertThat(door.present(again).signal()).as("not out by the way in").isEqualTo(Signal.IN);
        time.pass(Duration.ofMinutes(1));
        Reading out = new Reading(code(1), Side.OUT, true);
        assertThat(door.present(out).signal()).isEqualTo(Signal.OUT);
        assertThat(scans()).extracting(Scan::mode).containsExactly(Mode.AUTO, Mode.IN, Mode.OUT);
        time.pass(Duration.ofMinutes(1));
        door.setMode(Mode.IN, ModeSet.By.PANEL);
        assertThat(door.present(out).signal()).as("as staff wants it").isEqualTo(Signal.IN);
    }

    @Test
    @DisplayName("A-4 an exit of a badge that is not inside by this door frees no seat")
    void freesNoSeatByAnExitOfSomebodyElse() throws Exception {
        useList();
        present(code(1));
        present(code(2));
        door.setMode(Mode.OUT, ModeSet.By.PANEL);
        assertThat(reason(present(code(3)))).isEqualTo(Reason.OUT_WITHOUT_IN);
        door.setMode(Mode.IN, ModeSet.By.PANEL);
        time.pass(Duration.ofMinutes(1));
        assertThat(reason(present(code(4)))).isEqualTo(Reason.FULL);
    }

    @Test
    @DisplayName("A-4 a seat is free again when the hub says that its badge left elsewhere")
    void freesTheSeatOfWhoLeftElsewhere() throws Exception {
        useList();
        long entry = present(code(1)).number().orElseThrow();
        present(code(2));
        Loan loan = new Loan(2, false, Map.of(ListFixture.NOW, 2), Set.of(entry));
        door.use(door.told(journal.epoch(), loan).orElseThrow());
        assertThat(door.told(journal.epoch(), loan)).as("not newer").isEmpty();
        assertThat(reason(present(code(4)))).isEqualTo(Reason.REGISTERED);
        assertThat(reason(present(code(3)))).isEqualTo(Reason.FULL);
    }

    @Test
    void lendsNoMoreSeatsThanItHasAlsoAfterARestart() throws Exception {
        useList();
        present(code(1));
        present(code(2));
        assertThat(reason(present(code(3)))).isEqualTo(Reason.FULL);
        door = openDoor(Mode.AUTO);
        assertThat(reason(present(code(4)))).isEqualTo(Reason.FULL);
        time.pass(Duration.ofMinutes(1));
        assertThat(present(code(1)).signal()).as("leaves").isEqualTo(Signal.OUT);
        assertThat(reason(present(code(4)))).isEqualTo(Reason.REGISTERED);
        assertThat(door.occupancy().getFirst().inside()).isEqualTo(2);
        assertThat(door.occupancy().getFirst().seatsLeft()).contains(0);
    }

    @Test
    void showsTheSameVerdictAgainAndRecordsItOnce() throws Exception {
        useList();
        present(code(1));
        time.pass(Duration.ofSeconds(2));
        assertThat(present(code(1))).isInstanceOf(Outcome.Again.class);
        assertThat(dealt.getLast().signal()).isEqualTo(Signal.IN);
        assertThat(scans()).hasSize(1);
    }

    @Test
    @DisplayName("AT7 a badge of another event is refused")
    void refusesABadgeOfAnotherEvent() throws Exception {
        useList();
        Outcome outcome = present(ShortCode.of(new EventTag("ABC"), 1).text());
        assertThat(reason(outcome)).isEqualTo(Reason.OTHER_EVENT);
    }

    @Test
    void refusesATornCodeAsUnreadable() throws Exception {
        useList();
        String whole = code(1);
        assertThat(reason(present(whole.substring(0, 9)))).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    @DisplayName("AT7 a forged badge is refused, and the genuine one let in right after")
    void refusesAForgedSignatureAndLetsTheGenuineBadgeInRightAfter() throws Exception {
        useList();
        Outcome forged = present(hub.signedCode(1, Ed25519.generate()));
        assertThat(reason(forged)).isEqualTo(Reason.FORGED);
        Outcome genuine = present(hub.signedCode(1, hub.badgeSigner()));
        assertThat(reason(genuine)).isEqualTo(Reason.REGISTERED);
    }

    @Test
    void recordsWithoutAListAndAsksStaff() throws Exception {
        assertThat(present(code(1))).isInstanceOf(Outcome.NoList.class);
        assertThat(order).contains("OUT_OF_ORDER after 1");
        Scan scan = scans().getFirst();
        assertThat(scan.outcome()).isEqualTo("ask-staff");
        assertThat(scan.reason()).isEqualTo("not-on-list-as-of");
        assertThat(scan.badge()).isEmpty();
        assertThat(scan.listRevision()).isZero();
    }

    @Test
    void letsNobodyInOnAScanThatIsNotDurable() throws Exception {
        useList();
        journal.close();
        assertThat(present(code(1))).isInstanceOf(Outcome.NotRecorded.class);
        assertThat(order.getLast()).startsWith("OUT_OF_ORDER");
        assertThat(door.counts().snapshot().notRecorded()).isEqualTo(1);
        journal = Journal.open(folder.resolve("journal"));
    }

    @Test
    @DisplayName("AT9 whatever a reader reads, the door goes on")
    void survivesWhateverAReaderReads() throws Exception {
        useList();
        for (String text : List.of("", "\u0000", "x".repeat(5000), "\uD800", "https://a.example")) {
            present(text);
            time.pass(Duration.ofSeconds(10));
        }
        assertThat(scans()).hasSize(5).noneMatch(scan -> scan.outcome().equals("admitted"));
    }

    private void useList() throws Exception {
        ListFixture.Sent sent =
                hub.list(
                        1,
                        hub.registered(1),
                        hub.registered(2),
                        hub.registered(3),
                        hub.registered(4),
                        hub.badge(80, BadgeState.ACTIVE, List.of()),
                        hub.badge(REVOKED, BadgeState.REVOKED, List.of(0)));
        lists.adopt(sent.in(folder), sent.notice());
        door.listChanged();
    }

    private Outcome present(String text) {
        return door.present(new Reading(text, Side.IN));
    }

    private static Reason reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Decided decided -> decided.verdict().reason();
            case Outcome.Again again -> again.former().reason();
            case Outcome.Uncounted uncounted -> uncounted.verdict().reason();
            case Outcome.NoList _, Outcome.NotRecorded _ ->
                    throw new AssertionError("no verdict: " + outcome);
        };
    }

    private List<Scan> scans() throws Exception {
        return journal.read(1, 100);
    }
}
