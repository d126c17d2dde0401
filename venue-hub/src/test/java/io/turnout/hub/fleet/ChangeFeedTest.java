package io.turnout.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.people.ChangeMark;
import io.turnout.hub.people.Entitlements;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SignedChanges;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What units are told between one list and the next. */
final class ChangeFeedTest {
    private static final UnitId U1 = new UnitId("u1");
    private static final UnitId U2 = new UnitId("u2");
    private static final MessageCodec CODEC = new MessageCodec();
    private static final Instant NOW = Instant.parse("2026-01-31T14:05:42Z");

    @TempDir private Path folder;
    private Database database;
    private ListKey key;
    private ChangeFeed feed;
    private AccessLists lists;
    private final Map<UnitId, List<byte[]>> words = new TreeMap<>();
    private final Map<UnitId, ListNotice> notices = new TreeMap<>();

    @BeforeEach
    void start() throws CannotStart {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
        TestDatabase.session(database, "s2", "r1", 7_200_000, 10_800_000);
        TestDatabase.session(database, "elsewhere", "r2", 0, 3_600_000);
        for (int i = 1; i <= 4; i++) {
            TestDatabase.attendee(database, i, TestScans.badge(i).toString());
        }
        key = ListKey.open(folder);
        restart();
        refresh();
    }

    /** A hub that remembers nothing but its files. */
    private void restart() throws CannotStart {
        InstantSource clock = InstantSource.fixed(NOW);
        feed =
                new ChangeFeed(
                        database,
                        key,
                        clock,
                        (unit, word) ->
                                words.computeIfAbsent(unit, _ -> new ArrayList<>()).add(word));
        lists =
                new AccessLists(
                        database,
                        new AccessLists.Keys(key, EventKeys.open(folder)),
                        folder.resolve("lists"),
                        feed,
                        clock);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void aNewListComesWithAWordThatNothingIsOther() throws Exception {
        assertThat(revision(U1)).isEqualTo(1);
        Changes word = last(U1);
        assertThat(word.base()).isEqualTo(1);
        assertThat(word.badges()).isEmpty();
        assertThat(word.sessions()).isEmpty();
    }

    @Test
    @DisplayName("A-6 a revocation goes to every unit without a list being made")
    void aRevocationGoesToEveryUnitAtOnce() throws Exception {
        long before = last(U1).serial();
        revoke(2);
        feed.urgent("e1");

        for (UnitId unit : List.of(U1, U2)) {
            Changes word = last(unit);
            assertThat(word.base()).isEqualTo(1);
            assertThat(word.serial()).isGreaterThan(before).isGreaterThanOrEqualTo(mark());
            assertThat(word.badges())
                    .containsExactly(ChangedBadge.state(TestScans.badge(2), BadgeState.REVOKED));
        }
        int said = count(U1);
        refresh();
        assertThat(revision(U1)).as("no list for that").isEqualTo(1);
        assertThat(count(U1)).as("said already").isEqualTo(said);
    }

    @Test
    @DisplayName("A-6 a revocation while a list is being made is not undone by that list")
    void aRevocationDuringTheMakingOfAListIsSaidOverIt() throws Exception {
        sql("UPDATE room SET name = 'Great hall' WHERE id = 'r1'");
        lists.refresh(
                "e1",
                false,
                to -> {
                    // The list is made; before its changes are said, somebody revokes a badge.
                    notices.put(to.unit(), to.notice());
                    revoke(3);
                    feed.urgent("e1");
                    assertThat(lastOrFail(U1).base()).isEqualTo(1);
                    assertThat(lastOrFail(U1).badges())
                            .extracting(ChangedBadge::badge)
                            .containsExactly(TestScans.badge(3));
                });

        assertThat(revision(U1)).isEqualTo(2);
        assertThat(last(U1).base()).isEqualTo(2);
        assertThat(last(U1).badges())
                .containsExactly(ChangedBadge.state(TestScans.badge(3), BadgeState.REVOKED));
        assertThat(serials(U1)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aHubThatRestartedSaysRevocationsBeforeItMadeAnyList() throws Exception {
        revoke(2);
        feed.urgent("e1");
        long before = last(U1).serial();
        restart();
        revoke(4);
        feed.urgent("e1");

        assertThat(last(U1).badges())
                .extracting(ChangedBadge::badge)
                .containsExactlyInAnyOrder(TestScans.badge(2), TestScans.badge(4));
        assertThat(last(U1).serial()).isGreaterThan(before);
    }

    @Test
    @DisplayName("a session that moves to another room moves by changes to both doors")
    void aSessionThatMovesReachesBothDoors() throws Exception {
        sql("INSERT INTO registration (attendee, session) VALUES (1, 's1'), (1, 's2')");
        refresh();
        sql("UPDATE session SET room = 'r2' WHERE id = 's1'");
        refresh();

        assertThat(revision(U1)).isEqualTo(1);
        assertThat(last(U1).removed()).containsExactly(new SessionId("s1"));
        assertThat(entry(U1, 1).registered()).contains(List.of(new SessionId("s2")));
        assertThat(last(U2).sessions())
                .extracting(DoorSession::id)
                .containsExactly(new SessionId("s1"));
        assertThat(entry(U2, 1).registered()).contains(List.of(new SessionId("s1")));
    }

    @Test
    void registrationsAtTheDeskAndPolicyTravelAsChanges() throws Exception {
        sql("INSERT INTO registration (attendee, session) VALUES (3, 's2')");
        sql("UPDATE event SET include_targets = 1 WHERE id = 'e1'");
        TestDatabase.attendee(database, 9, TestScans.badge(9).toString());
        sql("UPDATE session SET cancelled = 1 WHERE id = 's1'");
        refresh();

        assertThat(revision(U1)).isEqualTo(1);
        assertThat(entry(U1, 3).registered()).contains(List.of(new SessionId("s2")));
        assertThat(entry(U1, 9).state()).contains(BadgeState.ACTIVE);
        assertThat(last(U1).policy()).isPresent();
        assertThat(last(U1).sessions())
                .singleElement()
                .satisfies(session -> assertThat(session.cancelled()).isTrue());

        sql("DELETE FROM registration WHERE attendee = 3");
        sql("UPDATE event SET include_targets = 0 WHERE id = 'e1'");
        sql("DELETE FROM badge WHERE attendee = 9");
        sql("DELETE FROM badge WHERE attendee = 4");
        sql("UPDATE session SET cancelled = 0 WHERE id = 's1'");
        refresh();
        assertThat(last(U1).badges()).containsExactly(ChangedBadge.removed(TestScans.badge(4)));
        assertThat(last(U1).policy()).isEmpty();
        assertThat(last(U1).sessions()).isEmpty();
    }

    @Test
    @DisplayName(
            "A-3 a target given to a person or a group, or taken, reaches the doors as a change")
    void targetsTravelAsChanges() throws Exception {
        Entitlements entitlements =
                new Entitlements(
                        database,
                        new Audit(InstantSource.fixed(NOW)),
                        event -> {
                            assertThat(event.value()).isEqualTo("e1");
                            refresh();
                        });
        EventFacts event = EventFacts.require(database, "e1");
        SessionId s1 = new SessionId("s1");
        SessionId s2 = new SessionId("s2");
        entitlements.member(event, "Speakers", 2, true, "noor");
        int before = count(U1);
        entitlements.target(event, "Speakers", s1, true, "noor");
        assertThat(entry(U1, 2).targeted()).contains(List.of(s1));
        entitlements.set(event, Entitlements.Tie.TARGET, 3, s2, true, "noor");
        assertThat(entry(U1, 3).targeted()).contains(List.of(s2));
        entitlements.member(event, "Speakers", 4, true, "noor");
        assertThat(entry(U1, 4).targeted()).contains(List.of(s1));
        entitlements.target(event, "Speakers", s1, false, "noor");
        entitlements.set(event, Entitlements.Tie.TARGET, 3, s2, false, "noor");
        assertThat(last(U1).badges()).isEmpty();
        assertThat(revision(U1)).as("no list for that").isEqualTo(1);
        assertThat(count(U1)).isEqualTo(before + 5);
    }

    @Test
    void moreThanAWordHoldsMakesAList() throws Exception {
        for (int i = 100; i < 100 + Changes.MAX_BADGES + 1; i++) {
            TestDatabase.attendee(database, i, TestScans.badge(i).toString());
        }
        refresh();
        assertThat(revision(U1)).isEqualTo(2);
        assertThat(last(U1).base()).isEqualTo(2);
        assertThat(last(U1).badges()).isEmpty();
    }

    @Test
    void isSignedForTheUnitAlone() throws Exception {
        SignedChanges signed = SignedChanges.read(words(U1).getLast());
        byte[] publicKey = Base64.getDecoder().decode(key.publicKey());
        assertThat(verified(publicKey, U1, signed)).isTrue();
        assertThat(verified(publicKey, U2, signed)).isFalse();
    }

    @Test
    void afterARestoreSerialsAreBeyondAnyGivenOut() throws Exception {
        long before = last(U1).serial();
        database.change(ListRevisions::skip);
        restart();
        refresh();
        assertThat(last(U1).serial()).isGreaterThan(before + 900_000);
        database.change(
                handle -> assertThat(ListRevisions.overtake(handle, U1, 1, mark() + 77)).isTrue());
        refresh();
        assertThat(last(U1).serial()).isEqualTo(mark());
        assertThat(last(U1).base()).isEqualTo(revision(U1));
    }

    @Test
    @DisplayName("what a unit has is compared with what it should have")
    void comparesWhatAUnitHas() throws Exception {
        long first = last(U1).serial();
        assertThat(holding(1, first)).contains(new Holding(6, 0, 0, NOW));
        revoke(2);
        feed.urgent("e1");
        assertThat(holding(1, first)).contains(new Holding(5, 1, 0, NOW));
        assertThat(holding(1, last(U1).serial())).contains(new Holding(6, 0, 0, NOW));
        sql("DELETE FROM badge WHERE attendee = 4");
        sql("UPDATE room SET name = 'Great hall' WHERE id = 'r1'");
        refresh();
        assertThat(holding(1, first)).as("of the list before").contains(new Holding(3, 2, 1, NOW));
        assertThat(holding(2, last(U1).serial())).contains(new Holding(5, 0, 0, NOW));
        assertThat(holding(0, 0)).isEmpty();
    }

    private Optional<Holding> holding(long list, long changes) {
        sql(
                """
                UPDATE unit SET info = '{"version":"1","boot":"b","startedAt":"%s","at":"%s",
                "room":"r1","door":"d1","epoch":"e","lastNumber":0,"waiting":0,"listRevision":%d,
                "changes":%d,"clock":"synced","reader":"r","indicator":"i"}' WHERE id = 'u1'
                """
                        .formatted(NOW, NOW, list, changes));
        return database.read(handle -> {
            List<UnitView> units = new UnitsQueries().of(handle, "e1", NOW);
            return new AccessStates(feed)
                    .of(handle, "e1", units).units().stream()
                            .filter(of -> of.unit().id().equals("u1"))
                            .findFirst()
                            .flatMap(AccessStates.UnitHolding::holding);
        });
    }

    private static boolean verified(byte[] publicKey, UnitId unit, SignedChanges signed) {
        return Ed25519.verify(
                publicKey, SignedChanges.signedContent(unit, signed.content()), signed.signature());
    }

    private void revoke(long attendee) {
        database.change(handle ->
                handle.execute(
                        "UPDATE badge SET state = 'revoked', state_serial = ?, state_ms = ?"
                                + " WHERE attendee = ?",
                        ChangeMark.next(handle),
                        NOW.toEpochMilli(),
                        attendee));
    }

    private void refresh() {
        lists.refresh("e1", false, to -> notices.put(to.unit(), to.notice()));
    }

    private long revision(UnitId unit) {
        return Optional.ofNullable(notices.get(unit)).orElseThrow().revision();
    }

    private List<byte[]> words(UnitId unit) {
        return words.getOrDefault(unit, List.of());
    }

    private int count(UnitId unit) {
        return words(unit).size();
    }

    private Changes last(UnitId unit) throws MalformedMessage {
        return read(words(unit).getLast());
    }

    private Changes lastOrFail(UnitId unit) {
        try {
            return last(unit);
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    private List<Long> serials(UnitId unit) throws MalformedMessage {
        List<Long> serials = new ArrayList<>();
        for (byte[] word : words(unit)) {
            serials.add(read(word).serial());
        }
        return serials;
    }

    private static Changes read(byte[] word) throws MalformedMessage {
        return CODEC.read(SignedChanges.read(word).content(), Changes.class);
    }

    private ChangedBadge entry(UnitId unit, long badge) throws MalformedMessage {
        return last(unit).badges().stream()
                .filter(change -> change.badge().equals(TestScans.badge(badge)))
                .findFirst()
                .orElseThrow();
    }

    private long mark() {
        return database.read(ChangeMark::read);
    }

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
