package io.turnout.gateway.door;

import static io.turnout.gateway.accesslist.ListFixture.NOON;
import static io.turnout.gateway.accesslist.ListFixture.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.accesslist.ListFixture;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.indicator.VirtualIndicator;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.reader.Reading;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.seats.Loan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a door does whose wall clock is wrong. */
final class DoorClockTest {
    private static final Instant WHEN = NOON.minus(Duration.ofMinutes(5));

    private final ListFixture hub = new ListFixture();
    private final SetClock wall = new SetClock(Instant.EPOCH);
    private final SetClock steady = new SetClock(Instant.EPOCH);

    @TempDir private Path folder;

    private Journal journal;
    private AccessListStore lists;
    private UnitClock clock;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(folder.resolve("journal"));
        lists =
                new AccessListStore(
                        folder.resolve("lists"), ListFixture.UNIT, hub.hubKey(), _ -> {});
        ListFixture.Sent sent =
                hub.list(1, hub.registered(1), hub.registered(2), hub.registered(3));
        lists.adopt(sent.in(folder), sent.notice());
        clock =
                new UnitClock(
                        new UnitClock.Sources(
                                wall, () -> steady.millis() * 1_000_000, "b", () -> false, false),
                        NOON.minus(Duration.ofDays(9)));
        clock.hasPassed(WHEN);
    }

    @AfterEach
    void close() throws Exception {
        lists.close();
        journal.close();
    }

    @Test
    void withoutATrustedTimeItLetsPeopleInFlagged() throws Exception {
        assertThat(present(door(WalkIn.ADMIT_FLAGGED), 1)).isEqualTo(Reason.TIME_UNCERTAIN);
        assertThat(last().outcome()).isEqualTo("admitted");
        assertThat(last().flagged()).isTrue();
        assertThat(last().wall()).as("evidence stays as it was").isEqualTo(Instant.EPOCH);
    }

    @Test
    void aDoorMayBeStricterThanItsEvent() throws Exception {
        assertThat(present(door(WalkIn.ASK_STAFF), 1)).isEqualTo(Reason.TIME_UNCERTAIN);
        assertThat(last().outcome()).isEqualTo("ask-staff");
        assertThat(present(door(WalkIn.REFUSE), 2)).isEqualTo(Reason.TIME_UNCERTAIN);
        assertThat(last().outcome()).isEqualTo("refused");
        assertThat(WalkIn.REFUSE.stricter(WalkIn.ADMIT_FLAGGED))
                .as("and never laxer")
                .isEqualTo(WalkIn.ADMIT_FLAGGED.stricter(WalkIn.REFUSE))
                .isEqualTo(WalkIn.REFUSE);
    }

    @Test
    void onceTheHubWasHeardNoStepOfTheWallClockChangesAVerdict() throws Exception {
        clock.hubSaid(WHEN, 0, 0);
        Door door = door(WalkIn.REFUSE);
        for (long hours : new long[] {0, 500_000, -3, 24, 87_600}) {
            wall.pass(Duration.ofHours(hours));
            steady.pass(Duration.ofSeconds(10));
            Reason reason = present(door, 1);
            assertThat(reason).isIn(Reason.REGISTERED, Reason.LEFT);
            assertThat(last().flagged()).isFalse();
        }
        steady.pass(Duration.ofHours(2));
        assertThat(present(door, 2)).as("but time does").isNotEqualTo(Reason.REGISTERED);
    }

    private Door door(WalkIn untrusted) throws Exception {
        Door.Surroundings around =
                new Door.Surroundings(
                        lists::current,
                        journal,
                        new VirtualIndicator(steady),
                        clock,
                        () -> true,
                        AskHub.NOBODY,
                        _ -> {},
                        untrusted);
        Door door = Door.open(around, Place.unassigned(ListFixture.UNIT), Mode.AUTO);
        Loan loan = new Loan(1, false, Map.of(ListFixture.NOW, 2), Set.of());
        door.use(door.told(journal.epoch(), loan).orElseThrow());
        return door;
    }

    private static Reason present(Door door, long serial) {
        Outcome outcome = door.present(new Reading(code(serial), Side.IN));
        assertThat(outcome).isInstanceOf(Outcome.Decided.class);
        return ((Outcome.Decided) outcome).verdict().reason();
    }

    private Scan last() throws Exception {
        List<Scan> scans = new ArrayList<>();
        journal.replay((_, scan) -> scans.add(scan));
        return scans.getLast();
    }
}
