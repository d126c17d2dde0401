package io.turnout.gateway.accesslist;

import static io.turnout.gateway.accesslist.ListFixture.LATER;
import static io.turnout.gateway.accesslist.ListFixture.NOON;
import static io.turnout.gateway.accesslist.ListFixture.NOW;
import static io.turnout.gateway.accesslist.ListFixture.UNIT;
import static io.turnout.gateway.accesslist.ListFixture.changes;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.SignedChanges;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes over a list, as they come to a unit. */
final class ChangesTest {
    private final ListFixture hub = new ListFixture();

    @TempDir private Path folder;

    @Test
    @DisplayName("A-6 a revocation is in force at once, and after a restart")
    void aRevocationIsInForceAtOnceAndAfterARestart() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1), hub.registered(2)));
            assertThat(store.serial()).isEqualTo(10);

            assertThat(store.take(hub.sent(changes(1, 11, revoked(1))))).isTrue();

            assertThat(entry(store, 1))
                    .contains(new BadgeEntry(BadgeState.REVOKED, Set.of(NOW), Set.of()));
            assertThat(entry(store, 2).map(BadgeEntry::state)).contains(BadgeState.ACTIVE);
            assertThat(store.serial()).isEqualTo(11);
        }
        try (AccessListStore store = store()) {
            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(store.serial()).isEqualTo(11);
        }
    }

    @Test
    void theNewestWordReplacesAllEarlierOnesForTheSameList() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1), hub.registered(2)));
            store.take(hub.sent(changes(1, 11, revoked(1))));
            store.take(hub.sent(changes(1, 13, revoked(2))));

            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.ACTIVE);
            assertThat(entry(store, 2).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(files(".changes")).containsExactly("13.changes");
        }
    }

    @Test
    @DisplayName("AT6 invariant 10: what is older than what is in force undoes nothing")
    void refusesARollback() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1)));
            byte[] before = hub.sent(changes(1, 11));
            byte[] revocation = hub.sent(changes(1, 12, revoked(1)));
            store.take(before);
            store.take(revocation);

            assertThat(store.take(before)).isFalse();
            assertThat(store.take(revocation)).isFalse();
            assertThat(store.take(hub.sent(changes(1, 9)))).isFalse();

            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(store.changeCounts()).isEqualTo(new AccessListStore.ChangeCounts(0, 3));
        }
    }

    @Test
    @DisplayName("AT6 invariant 10: changes are believed only if the hub signed them for this unit")
    void refusesWhatTheHubDidNotSignForThisUnit() throws IOException {
        Changes revocation = changes(1, 11, revoked(1));
        byte[] genuine = hub.sent(revocation);
        byte[] tampered = genuine.clone();
        tampered[tampered.length - 4] ^= 1;
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1)));
            for (byte[] foreign :
                    List.of(
                            tampered,
                            hub.sent(UNIT, revocation, Ed25519.generate()),
                            hub.sent(new UnitId("door-2"), revocation, hub.signer()),
                            Arrays.copyOf(genuine, genuine.length - 1),
                            Arrays.copyOf(genuine, 88),
                            new byte[0],
                            new byte[SignedChanges.MAX_BYTES + 1])) {
                assertThat(store.take(foreign)).isFalse();
            }
            assertThat(store.changeCounts()).isEqualTo(new AccessListStore.ChangeCounts(7, 0));
            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.ACTIVE);
            assertThat(files(".changes")).isEmpty();
            assertThat(store.take(genuine)).isTrue();
        }
    }

    @Test
    @DisplayName("AT6 a list made before a revocation does not undo it")
    void aListMadeBeforeARevocationDoesNotUndoIt() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1), hub.registered(2)));
            store.take(hub.sent(changes(1, 12, revoked(1))));

            adopt(store, list(2, 11, hub.registered(1), hub.registered(2)));
            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(store.serial()).isEqualTo(12);

            adopt(store, list(3, 13, hub.registered(1), hub.registered(2)));
            assertThat(entry(store, 1).map(BadgeEntry::state))
                    .as("given back before that list was made")
                    .contains(BadgeState.ACTIVE);
            assertThat(store.serial()).isEqualTo(13);
        }
    }

    @Test
    void aRevocationDoesNotWaitForTheListItStartsFrom() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1), hub.registered(2)));
            store.take(hub.sent(changes(1, 11, revoked(1))));
            store.take(hub.sent(changes(2, 14, revoked(2))));

            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(entry(store, 2).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(store.serial()).as("list 2 may say more").isEqualTo(11);

            adopt(
                    store,
                    list(2, 13, hub.badge(1, BadgeState.REVOKED, List.of()), hub.registered(2)));
            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(entry(store, 2).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(store.serial()).isEqualTo(14);
        }
    }

    @Test
    void changesThatCameBeforeTheFirstListWaitForIt() throws IOException {
        try (AccessListStore store = store()) {
            assertThat(store.take(hub.sent(changes(1, 11, revoked(1))))).isFalse();
            assertThat(store.serial()).isZero();
        }
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1)));
            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(store.serial()).isEqualTo(11);
        }
    }

    @Test
    void theListBeforeADamagedOneKeepsItsRevocations() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1)));
            store.take(hub.sent(changes(1, 11, revoked(1))));
            adopt(store, list(2, 12, hub.badge(1, BadgeState.REVOKED, List.of())));
        }
        Files.write(folder.resolve("2.list"), new byte[] {1, 2, 3});
        try (AccessListStore store = store()) {
            assertThat(store.revision()).isEqualTo(1);
            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
        }
    }

    @Test
    void aPowerCutBetweenAnyTwoWritesPutsNothingOutOfForce() throws IOException {
        byte[] newer = hub.sent(changes(1, 12, revoked(1), revoked(2)));
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1), hub.registered(2)));
            store.take(hub.sent(changes(1, 11, revoked(1))));
        }
        // The next message is being written under its other name: any part of it may be there.
        for (int length : new int[] {0, 1, 89, newer.length - 1, newer.length}) {
            Files.write(folder.resolve("12.changes.tmp"), Arrays.copyOf(newer, length));
            try (AccessListStore store = store()) {
                assertThat(store.serial()).isEqualTo(11);
                assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
                assertThat(files(".tmp")).isEmpty();
            }
        }
        // It has its name, and the one before it is still there.
        Files.write(folder.resolve("12.changes"), newer);
        try (AccessListStore store = store()) {
            assertThat(store.serial()).isEqualTo(12);
            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(entry(store, 2).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            // So it is when a list that includes both came, and its files are not yet all there.
            Files.writeString(folder.resolve("2.list"), "a table without its summary");
        }
        try (AccessListStore store = store()) {
            assertThat(store.revision()).isEqualTo(1);
            assertThat(entry(store, 2).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            adopt(
                    store,
                    list(2, 11, hub.badge(1, BadgeState.REVOKED, List.of()), hub.registered(2)));
            assertThat(entry(store, 2).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
        }
        try (AccessListStore store = store()) {
            assertThat(store.revision()).isEqualTo(2);
            assertThat(entry(store, 2).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
        }
    }

    @Test
    void setsAsideChangesThatTheDiskDamaged() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1)));
            store.take(hub.sent(changes(1, 11, revoked(1))));
        }
        byte[] kept = Files.readAllBytes(folder.resolve("11.changes"));
        kept[kept.length / 2] ^= 8;
        Files.write(folder.resolve("11.changes"), kept);
        try (AccessListStore store = store()) {
            assertThat(store.serial()).isEqualTo(10);
            assertThat(files(".damaged")).containsExactly("11.changes.damaged");
            assertThat(store.take(hub.sent(changes(1, 11, revoked(1))))).isTrue();
        }
    }

    @Test
    @DisplayName("a session that moves here and one that is cancelled or gone reach the door")
    void sessionsPolicyAndRegistrationsChange() throws IOException {
        SessionId moved = new SessionId("moved-here");
        DoorSession here = ListFixture.session(moved, NOON.minusSeconds(7200));
        DoorPolicy policy =
                new DoorPolicy(
                        true,
                        DoorPolicy.DEFAULT.notOnList(),
                        DoorPolicy.DEFAULT.uncertainTime(),
                        DoorPolicy.DEFAULT.coolDown(),
                        DoorPolicy.DEFAULT.turnover());
        ChangedBadge registered =
                new ChangedBadge(
                        print(7),
                        Optional.of(BadgeState.ACTIVE),
                        Optional.of(List.of(moved)),
                        Optional.of(List.of()));
        try (AccessListStore store = store()) {
            adopt(
                    store,
                    list(1, 10, hub.badge(1, BadgeState.ACTIVE, List.of(0, 1)), hub.registered(3)));
            store.take(
                    hub.sent(
                            new Changes(
                                    1,
                                    11,
                                    NOON,
                                    Optional.of(policy),
                                    List.of(here),
                                    List.of(NOW),
                                    List.of(registered, ChangedBadge.removed(print(3))))));

            AccessList list = store.current().orElseThrow();
            assertThat(list.roomList().sessions())
                    .extracting(DoorSession::id)
                    .containsExactly(moved, LATER);
            assertThat(list.header().sessions()).isEqualTo(list.roomList().sessions());
            assertThat(list.roomList().policy()).isEqualTo(policy);
            assertThat(list.roomList().asOf()).isEqualTo(NOON);
            assertThat(entry(store, 1).map(BadgeEntry::registered)).contains(Set.of(LATER));
            assertThat(entry(store, 7).map(BadgeEntry::registered)).contains(Set.of(moved));
            assertThat(entry(store, 3)).isEmpty();
        }
    }

    @Test
    void holdsNoMoreChangesThanItsBound() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, list(1, 10, hub.registered(1), hub.registered(2)));
            store.take(hub.sent(changes(2, 11, revoked(1))));
            for (int i = 1; i < Layers.MOST; i++) {
                store.take(hub.sent(changes(2 + i, 11 + i)));
            }
            store.take(hub.sent(changes(1000, 1000, revoked(2))));

            assertThat(files(".changes")).hasSize(Layers.MOST);
            assertThat(store.changeCounts().refused()).isEqualTo(1);
            assertThat(entry(store, 1).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
        }
    }

    private ChangedBadge revoked(long serial) {
        return ChangedBadge.state(print(serial), BadgeState.REVOKED);
    }

    private ListFixture.Sent list(long revision, long serial, ListBadge... badges) {
        List<DoorSession> sessions = hub.header(revision, 0).sessions();
        return hub.signed(
                hub.header(UNIT, revision, badges.length, sessions, Optional.of(serial)), badges);
    }

    private List<String> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .toList();
        }
    }

    private Optional<BadgeEntry> entry(AccessListStore store, long serial) {
        return store.current().orElseThrow().find(print(serial));
    }

    private BadgeFingerprint print(long serial) {
        return hub.fingerprint(ListFixture.code(serial));
    }

    private void adopt(AccessListStore store, ListFixture.Sent sent) throws IOException {
        assertThat(store.adopt(sent.in(folder), sent.notice()))
                .isInstanceOf(Adoption.Adopted.class);
    }

    private AccessListStore store() throws IOException {
        return new AccessListStore(folder, UNIT, hub.hubKey(), _ -> {});
    }
}
