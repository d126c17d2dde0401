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
import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.seats.SeatHolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a door does with the hub's word, and when it wants it. */
final class DoorAsksHubTest {
    private static final long REVOKED = 90;

    private final ListFixture hub = new ListFixture();
    private final SetClock time = new SetClock(NOON);
    private final List<BadgeFingerprint> asked = new ArrayList<>();

    @TempDir private Path folder;

    private boolean online = true;
    private Knowledge word = new Knowledge.NotListed();
    private Journal journal;
    private AccessListStore lists;
    private Door door;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(folder.resolve("journal"));
        lists =
                new AccessListStore(
                        folder.resolve("lists"), ListFixture.UNIT, hub.hubKey(), _ -> {});
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
                        new VirtualIndicator(time),
                        clock,
                        () -> online,
                        this::ask,
                        _ -> {});
        door = Door.open(around, Place.unassigned(ListFixture.UNIT), Mode.AUTO);
        door.use(new SeatHolder.Kept(1, Map.of(ListFixture.NOW, 2), Set.of()));
        ListFixture.Sent sent =
                hub.list(1, hub.registered(1), hub.badge(REVOKED, BadgeState.REVOKED, List.of(0)));
        lists.adopt(sent.in(folder), sent.notice());
        door.listChanged();
    }

    @AfterEach
    void close() throws Exception {
        lists.close();
        journal.close();
    }

    @Test
    void asksTheHubAboutABadgeThatTheListLacksAndAdmitsWhomItKnows() throws Exception {
        word = knownToHub(BadgeState.ACTIVE);
        assertThat(present(code(4711))).isEqualTo(Reason.REGISTERED);
        assertThat(asked).containsExactly(hub.fingerprint(code(4711)));
        Scan scan = scans().getFirst();
        assertThat(scan.reason()).isEqualTo("registered");
        assertThat(scan.online()).isTrue();
        assertThat(scan.flagged()).isFalse();
    }

    @Test
    void refusesWhomTheHubKnowsAsRevoked() throws Exception {
        word = knownToHub(BadgeState.REVOKED);
        assertThat(present(code(4711))).isEqualTo(Reason.REVOKED);
    }

    @Test
    void tellsUnknownFromNotOnMyList() throws Exception {
        word = new Knowledge.UnknownToHub();
        assertThat(present(code(4711))).isEqualTo(Reason.UNKNOWN);
        word = new Knowledge.NotListed();
        assertThat(present(code(4712))).isEqualTo(Reason.NOT_ON_LIST_AS_OF);
        assertThat(scans())
                .extracting(Scan::reason)
                .containsExactly("unknown", "not-on-list-as-of");
    }

    @Test
    void asksNobodyWhereTheHubCannotHelpOrIsAway() throws Exception {
        present(code(1));
        present(code(REVOKED));
        present(ShortCode.of(new EventTag("ABC"), 1).text());
        present(hub.signedCode(1, Ed25519.generate()));
        present("");
        online = false;
        word = knownToHub(BadgeState.ACTIVE);
        assertThat(present(code(4711))).isEqualTo(Reason.NOT_ON_LIST_AS_OF);
        assertThat(asked).isEmpty();
    }

    @Test
    void asksOnceAboutABadgeThatIsHeldOn() throws Exception {
        present(code(4711));
        present(code(4711));
        assertThat(asked).hasSize(1);
        time.pass(Duration.ofSeconds(10));
        present(code(4711));
        assertThat(asked).as("after the cool-down").hasSize(2);
    }

    private static Knowledge knownToHub(BadgeState state) {
        return new Knowledge.KnownToHub(new BadgeEntry(state, Set.of(ListFixture.NOW), Set.of()));
    }

    private Knowledge ask(BadgeFingerprint badge) {
        asked.add(badge);
        return word;
    }

    private Reason present(String text) {
        return switch (door.present(new Reading(text, Side.IN))) {
            case Outcome.Decided decided -> decided.verdict().reason();
            case Outcome.Again again -> again.former().reason();
            case Outcome.Uncounted uncounted -> uncounted.verdict().reason();
            case Outcome.NoList _, Outcome.NotRecorded _ -> throw new AssertionError("no verdict");
        };
    }

    private List<Scan> scans() throws Exception {
        return journal.read(1, 100);
    }
}
