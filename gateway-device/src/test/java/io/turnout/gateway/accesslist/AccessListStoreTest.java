package io.turnout.gateway.accesslist;

import static io.turnout.gateway.accesslist.ListFixture.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessListStoreTest {
    private final ListFixture hub = new ListFixture();

    @TempDir private Path folder;

    @Test
    void findsEachBadgeWithItsEntitlementsAndNoOther() throws IOException {
        try (AccessListStore store = store()) {
            adopt(
                    store,
                    hub.list(
                            1,
                            hub.registered(1),
                            hub.badge(2, BadgeState.REVOKED, List.of(0, 1)),
                            hub.badge(3, BadgeState.ACTIVE, List.of())));

            assertThat(store.current()).isPresent();
            AccessList list = store.current().get();
            assertThat(list.find(print(1)))
                    .contains(new BadgeEntry(BadgeState.ACTIVE, Set.of(ListFixture.NOW), Set.of()));
            assertThat(list.find(print(2)).map(BadgeEntry::state)).contains(BadgeState.REVOKED);
            assertThat(list.find(print(3)).map(BadgeEntry::registered)).contains(Set.of());
            assertThat(list.find(print(4))).isEmpty();
            assertThat(list.limited()).containsExactly(ListFixture.NOW);
        }
    }

    @Test
    void findsAllOfManyBadgesAfterARestart() throws IOException {
        long seed = 20261121;
        Random random = new Random(seed);
        ListBadge[] badges =
                LongStream.range(0, 20_000)
                        .mapToObj(_ -> random.nextLong() >>> 24)
                        .distinct()
                        .map(hub::registered)
                        .toArray(ListBadge[]::new);
        try (AccessListStore store = store()) {
            adopt(store, hub.list(7, badges));
        }
        try (AccessListStore store = store()) {
            AccessList list = store.current().orElseThrow();
            assertThat(badges).as("seed %s", seed).allMatch(b -> list.find(b.badge()).isPresent());
            assertThat(list.find(new BadgeFingerprint(0, 0))).isEmpty();
            assertThat(list.find(new BadgeFingerprint(-1, -1))).isEmpty();
        }
    }

    @Test
    void takesAListWithoutBadges() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, hub.list(1));
            assertThat(store.revision()).isEqualTo(1);
            assertThat(store.current().orElseThrow().find(print(1))).isEmpty();
        }
        try (AccessListStore store = store()) {
            assertThat(store.revision()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("AT6 a list that another key signed is refused")
    void refusesAListThatSomebodyElseSigned() throws IOException {
        ListFixture.Sent genuine = hub.list(2, hub.registered(9));
        assertRefused(
                hub.sign(UNIT, 2, genuine.bytes(), Ed25519.generate()), "signature is not of");
    }

    @Test
    @DisplayName("AT6 a list that was cut off is refused")
    void refusesATornList() throws IOException {
        ListFixture.Sent whole = hub.list(2, hub.registered(9));
        byte[] half = Arrays.copyOf(whole.bytes(), whole.bytes().length / 2);
        assertRefused(new ListFixture.Sent(half, whole.notice()), "bytes came");
    }

    @Test
    @DisplayName("AT6 a list with one bit flipped is refused")
    void refusesAListWithAFlippedBit() throws IOException {
        ListFixture.Sent whole = hub.list(2, hub.registered(9));
        byte[] flipped = whole.bytes().clone();
        flipped[flipped.length / 2] ^= 1;
        assertRefused(new ListFixture.Sent(flipped, whole.notice()), "digest");
    }

    @Test
    @DisplayName("AT6 an older list of the hub is refused")
    void refusesAnOlderList() throws IOException {
        assertRefused(hub.list(1, hub.registered(9)), "revision 1 is in use");
    }

    @Test
    @DisplayName("AT6 a list for another unit is refused")
    void refusesAListForAnotherUnit() throws IOException {
        UnitId other = new UnitId("door-2");
        assertRefused(hub.signed(hub.header(other, 2, 0)), "for unit door-2");
        // Signed for the other unit, as the other unit was sent it.
        ListFixture.Sent replayed = hub.list(2, hub.registered(9));
        assertRefused(
                new ListFixture.Sent(replayed.bytes(), signedFor(other, replayed)),
                "signature is not of");
    }

    @Test
    void refusesAListThatContradictsItself() throws IOException {
        assertRefused(hub.signed(hub.header(2, 5), hub.registered(9)), "its header says 5");
        assertRefused(
                hub.list(2, hub.badge(9, BadgeState.ACTIVE, List.of(17))), "session that the list");
        assertRefused(hub.list(2, hub.registered(9), hub.registered(9)), "ascending");
        byte[] garbage = "[1,2".getBytes(StandardCharsets.UTF_8);
        assertRefused(hub.sign(UNIT, 2, garbage, hub.signer()), "malformed");
    }

    @Test
    @DisplayName("AT6 the last good list stays in use")
    void usesTheListBeforeOneThatTheDiskDamaged() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, hub.list(1, hub.registered(1)));
            adopt(store, hub.list(2, hub.registered(2)));
        }
        Path table = folder.resolve("2.list");
        byte[] bytes = Files.readAllBytes(table);
        bytes[bytes.length / 2] ^= 4;
        Files.write(table, bytes);

        try (AccessListStore store = store()) {
            assertThat(store.revision()).isEqualTo(1);
            assertThat(store.current().orElseThrow().find(print(1))).isPresent();
            assertThat(folder.resolve("2.list.damaged")).exists();
            adopt(store, hub.list(2, hub.registered(2)));
            assertThat(store.revision()).isEqualTo(2);
        }
    }

    @Test
    void keepsTheLastTwoLists() throws IOException {
        try (AccessListStore store = store()) {
            for (int revision = 1; revision <= 4; revision++) {
                adopt(store, hub.list(revision, hub.registered(revision)));
            }
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("3.list", "3.summary", "4.list", "4.summary");
            }
        }
    }

    @Test
    void ignoresWhatAPowerCutLeftUnfinished() throws IOException {
        try (AccessListStore store = store()) {
            adopt(store, hub.list(1, hub.registered(1)));
        }
        Files.writeString(folder.resolve("2.list.tmp"), "half");
        Files.writeString(folder.resolve("3.list"), "a table whose summary never came");
        try (AccessListStore store = store()) {
            assertThat(store.revision()).isEqualTo(1);
            assertThat(folder.resolve("2.list.tmp")).doesNotExist();
        }
    }

    private void assertRefused(ListFixture.Sent sent, String why) throws IOException {
        try (AccessListStore store = store()) {
            if (store.revision() == 0) {
                adopt(store, hub.list(1, hub.registered(1)));
            }
            Adoption adoption = store.adopt(sent.in(folder), sent.notice());
            assertThat(adoption)
                    .isInstanceOfSatisfying(
                            Adoption.Rejected.class, r -> assertThat(r.why()).contains(why));
            assertThat(store.rejected()).isEqualTo(1);
            assertThat(store.revision()).isEqualTo(1);
            assertThat(store.current().orElseThrow().find(print(1))).isPresent();
        }
    }

    private ListNotice signedFor(UnitId unit, ListFixture.Sent sent) {
        return hub.sign(unit, sent.notice().revision(), sent.bytes(), hub.signer()).notice();
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
