package io.turnout.gateway.accesslist;

import static io.turnout.gateway.accesslist.ListFixture.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hostile.Campaign;
import io.turnout.hostile.Fate;
import io.turnout.hostile.Mutator;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListHostileTest {
    private final ListFixture hub = new ListFixture();
    private final Ed25519.Keys stranger = Ed25519.generate();

    @TempDir(factory = InMemory.class)
    private Path folder;

    private AccessListStore store;
    private ListFixture.Sent genuine;
    private Mutator spoilt;
    private ListNotice announced;

    /** What the hub signed for this unit last. */
    private ListNotice signed;

    @BeforeEach
    void open() throws IOException {
        store = new AccessListStore(folder.resolve("lists"), UNIT, hub.hubKey(), _ -> {});
        next();
        signed = genuine.notice();
        announced = signed;
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @DisplayName(
            "AT6 a list comes into use only if the hub signed it for this unit, whatever is in it")
    void believesNoListThatTheHubDidNotSign() {
        Campaign.Result result =
                Campaign.against("list")
                        .believingOnly(notice -> notice.equals(signed))
                        .run(this::list, this::adopt);
        assertThat(store.rejected()).isEqualTo(result.refused());
        assertThat(result.accepted()).isPositive();
    }

    private Fate adopt(byte[] list) throws IOException {
        Path fetched = Files.write(folder.resolve("fetched"), list);
        return switch (store.adopt(fetched, announced)) {
            case Adoption.Rejected _ -> new Fate.Refused();
            case Adoption.Adopted(AccessList inUse) -> {
                inUse.find(hub.fingerprint(ListFixture.code(1)));
                Fate taken = new Fate.Accepted(announced);
                next();
                yield taken;
            }
        };
    }

    /** Only a list newer than the one in use is looked at. */
    private void next() {
        genuine =
                hub.list(
                        store.revision() + 1,
                        hub.registered(1),
                        hub.registered(2),
                        hub.badge(3, BadgeState.REVOKED, List.of(0, 1)),
                        hub.badge(4, BadgeState.ACTIVE, List.of()));
        spoilt = new Mutator(List.of(genuine.bytes()));
    }

    private byte[] list(RandomGenerator random) {
        long revision = genuine.notice().revision();
        byte[] list = announceable(spoilt.next(random));
        signed = genuine.notice();
        ListFixture.Sent sent =
                switch (random.nextInt(24)) {
                    case 0, 1 -> signedAnew(revision, list);
                    case 2 -> hub.sign(new UnitId("door-2"), revision, list, hub.signer());
                    case 3 -> hub.sign(UNIT, revision, list, stranger);
                    case 4, 5, 6, 7 -> new ListFixture.Sent(list, genuine.notice());
                    default -> new ListFixture.Sent(list, borrowed(list));
                };
        announced = sent.notice();
        return sent.bytes();
    }

    private ListFixture.Sent signedAnew(long revision, byte[] list) {
        ListFixture.Sent sent = hub.sign(UNIT, revision, list, hub.signer());
        signed = sent.notice();
        return sent;
    }

    /** A notice that fits the list, with the signature of another one. */
    private ListNotice borrowed(byte[] list) {
        return new ListNotice(
                genuine.notice().revision(),
                genuine.notice().path(),
                list.length,
                ListFixture.sha256(list),
                genuine.notice().signature());
    }

    /** No notice can be of a list without a byte. */
    private static byte[] announceable(byte[] list) {
        return list.length == 0 ? new byte[1] : list;
    }
}
