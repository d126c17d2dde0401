package io.turnout.gateway.accesslist;

import static io.turnout.gateway.accesslist.ListFixture.changes;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.Killed;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.MessageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FT1: a real process is killed at its n-th system call that changes a file, for every n, while it
 * takes lists and changes to them. Word 2n-1 is list n, word 2n the revocation of badge n.
 */
final class ListKillPointsTest {
    private static final List<String> CALLS =
            List.of("write", "pwrite64", "fdatasync", "fsync", "rename", "unlink", "ftruncate");
    private static final boolean ALL = Boolean.getBoolean("turnout.faults");
    private static final int MOST_POINTS = 400;
    private static final int LISTS = 3;
    private static final int BADGES = 50;

    private final ListFixture hub = new ListFixture();
    private final MessageCodec codec = new MessageCodec();

    @TempDir private Path folder;

    @Test
    @DisplayName("FT1: killed at every write, sync, rename and delete of a list or a change")
    void hasAListAndEachRevocationThatWasInForceWhereverItIsKilled() throws Exception {
        Killed.assumePossible();
        int points = 0;
        for (String call : CALLS) {
            boolean killed = true;
            for (int n = 1; killed && n < MOST_POINTS; n += ALL ? 1 : 11) {
                Path here = prepare(folder.resolve(call + n));
                AtomicInteger inForce = new AtomicInteger();
                killed = live(here, call, n, inForce);
                points += killed ? 1 : 0;
                check(here, call + " " + n, inForce.get());
                if (ALL) {
                    points += live(here, call, n, inForce) ? 1 : 0;
                    check(here, call + " " + n + " twice", inForce.get());
                }
            }
        }
        System.out.println("FT1: " + points + " kills while lists and changes were taken, 0 lost");
        assertThat(points).isGreaterThan(ALL ? 40 : 4);
    }

    private static boolean live(Path here, String call, int n, AtomicInteger inForce)
            throws IOException {
        return Killed.at(
                call,
                n,
                ListLife.class,
                here,
                line ->
                        line.chars()
                                .filter(Character::isDigit)
                                .limit(1)
                                .forEach(digit ->
                                        inForce.set(Math.max(inForce.get(), digit - '0'))));
    }

    private Path prepare(Path here) throws IOException {
        Files.createDirectories(here.resolve("lists"));
        Files.write(here.resolve("hub-key"), hub.hubKey());
        for (int i = 1; i <= LISTS; i++) {
            ListFixture.Sent list =
                    hub.signed(
                            hub.header(
                                    ListFixture.UNIT,
                                    i,
                                    BADGES,
                                    List.of(ListFixture.session(ListFixture.NOW, ListFixture.NOON)),
                                    Optional.of(i * 10L)),
                            badges(i));
            Files.write(ListLife.word(here, 2 * i - 1), list.bytes());
            Files.write(here.resolve(2 * i - 1 + ".notice"), codec.write(list.notice()));
            Files.write(
                    ListLife.word(here, 2 * i),
                    hub.sent(
                            changes(
                                    i,
                                    i * 10L + 1,
                                    ChangedBadge.state(
                                            hub.fingerprint(ListFixture.code(i)),
                                            BadgeState.REVOKED))));
        }
        return here;
    }

    /** As they are when the list is made: those revoked earlier are so on it. */
    private ListBadge[] badges(int list) {
        ListBadge[] badges = new ListBadge[BADGES];
        for (int i = 1; i <= BADGES; i++) {
            BadgeState state = i < list ? BadgeState.REVOKED : BadgeState.ACTIVE;
            badges[i - 1] = hub.badge(i, state, List.of(0));
        }
        return badges;
    }

    private void check(Path here, String name, int inForce) throws Exception {
        try (AccessListStore store = ListLife.open(here)) {
            assertThat(store.revision()).as(name).isGreaterThanOrEqualTo((inForce + 1) / 2);
            for (int i = 1; i <= inForce / 2; i++) {
                assertThat(state(store, i))
                        .as("%s: badge %d", name, i)
                        .contains(BadgeState.REVOKED);
            }
        }
    }

    private Optional<BadgeState> state(AccessListStore store, int badge) {
        return store.current()
                .flatMap(list -> list.find(hub.fingerprint(ListFixture.code(badge))))
                .map(entry -> entry.state());
    }
}
