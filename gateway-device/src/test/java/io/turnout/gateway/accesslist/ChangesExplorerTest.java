package io.turnout.gateway.accesslist;

import static io.turnout.gateway.accesslist.ListFixture.NOON;
import static io.turnout.gateway.accesslist.ListFixture.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.ListBadge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub that changes its mind at random, a network that loses, repeats and reorders, lists that are
 * made and fetched meanwhile, and a unit whose power fails.
 */
final class ChangesExplorerTest {
    private static final int STEPS = 300;
    private static final int BADGES = 12;
    private static final int SESSIONS = 4;

    @TempDir private Path folder;

    private final ListFixture hub = new ListFixture();
    private final List<byte[]> onTheWay = new ArrayList<>();
    private final Map<Long, ListFixture.Sent> announced = new TreeMap<>();

    /** Badges that are revoked for good and were seen in force. */
    private final Set<Integer> seenInForce = new HashSet<>();

    private Random random = new Random();
    private Content now = new Content(new TreeMap<>(), new TreeSet<>());
    private Content base = now;
    private Optional<Content> building = Optional.empty();
    private long buildingSerial;
    private long serial = 1;
    private long revision;
    private byte[] retained = new byte[0];

    private record Badge(BadgeState state, TreeSet<Integer> registered) {}

    private record Content(TreeMap<Integer, Badge> badges, TreeSet<Integer> sessions) {
        Content copy() {
            return new Content(new TreeMap<>(badges), new TreeSet<>(sessions));
        }

        TreeSet<Integer> open(Badge badge) {
            TreeSet<Integer> open = new TreeSet<>(badge.registered());
            open.retainAll(sessions);
            return open;
        }
    }

    @RepeatedTest(10)
    @DisplayName("once it is quiet a unit has what the hub has, and nothing revoked comes back")
    void aUnitEndsWithWhatTheHubHas(RepetitionInfo repetition) throws IOException {
        long seed = 7000L + repetition.getCurrentRepetition();
        random = new Random(seed);
        AccessListStore store = open(folder);
        makeList();
        try {
            for (int step = 0; step < STEPS; step++) {
                store = step(store);
                checkRevoked(store, "seed " + seed + " step " + step);
            }
            finishList();
            say();
            fetch(store, revision);
            store.take(retained);
            checkSame(store, "seed " + seed);
        } finally {
            store.close();
        }
    }

    private AccessListStore step(AccessListStore store) throws IOException {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> edit();
            case 3 -> makeList();
            case 4 -> finishList();
            case 5 -> onTheWay.removeIf(_ -> random.nextBoolean());
            case 6 -> store.take(retained);
            case 7 -> {
                if (!announced.isEmpty()) {
                    List<Long> revisions = List.copyOf(announced.keySet());
                    fetch(store, revisions.get(random.nextInt(revisions.size())));
                }
            }
            case 8 -> {
                return restart(store);
            }
            default -> {
                if (!onTheWay.isEmpty()) {
                    // Left on the way: it may come again, and later ones before it.
                    store.take(onTheWay.get(random.nextInt(onTheWay.size())));
                }
            }
        }
        return store;
    }

    private void edit() {
        Content next = now.copy();
        int badge = random.nextInt(BADGES);
        Badge before = next.badges().get(badge);
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                TreeSet<Integer> sets =
                        before == null ? new TreeSet<>() : new TreeSet<>(before.registered());
                next.badges().put(badge, new Badge(stateOf(badge), sets));
            }
            case 2 -> {
                // Even ones are revoked for good.
                if (badge % 2 == 1) {
                    next.badges().remove(badge);
                }
            }
            case 3 -> {
                if (before != null) {
                    TreeSet<Integer> sets = new TreeSet<>(before.registered());
                    int session = random.nextInt(SESSIONS);
                    if (!sets.remove(session)) {
                        sets.add(session);
                    }
                    next.badges().put(badge, new Badge(before.state(), sets));
                }
            }
            default -> {
                int session = random.nextInt(SESSIONS);
                if (!next.sessions().remove(session)) {
                    next.sessions().add(session);
                }
            }
        }
        now = next;
        say();
    }

    private BadgeState stateOf(int badge) {
        Badge before = now.badges().get(badge);
        if (badge % 2 == 0 && before != null && before.state() == BadgeState.REVOKED) {
            return BadgeState.REVOKED;
        }
        return random.nextBoolean() ? BadgeState.REVOKED : BadgeState.ACTIVE;
    }

    /** The hub begins to make a list of what is so now. */
    private void makeList() {
        building = Optional.of(now.copy());
        buildingSerial = serial;
        if (revision == 0) {
            finishList();
        }
    }

    private void finishList() {
        if (building.isEmpty()) {
            return;
        }
        revision++;
        base = building.get();
        building = Optional.empty();
        announced.put(revision, sent(base, revision, buildingSerial));
        say();
    }

    /** The hub says what is different from the newest list. */
    private void say() {
        if (revision == 0) {
            serial++;
            return;
        }
        serial++;
        retained = hub.sent(difference());
        onTheWay.add(retained);
    }

    private Changes difference() {
        List<DoorSession> added =
                now.sessions().stream()
                        .filter(session -> !base.sessions().contains(session))
                        .map(ChangesExplorerTest::session)
                        .toList();
        List<SessionId> removed =
                base.sessions().stream()
                        .filter(session -> !now.sessions().contains(session))
                        .map(ChangesExplorerTest::id)
                        .toList();
        List<ChangedBadge> badges = new ArrayList<>();
        for (int badge = 0; badge < BADGES; badge++) {
            changed(badge).ifPresent(badges::add);
        }
        return new Changes(revision, serial, NOON, Optional.empty(), added, removed, badges);
    }

    private Optional<ChangedBadge> changed(int badge) {
        var print = hub.fingerprint(ListFixture.code(badge));
        Badge before = base.badges().get(badge);
        Badge after = now.badges().get(badge);
        if (after == null) {
            return before == null ? Optional.empty() : Optional.of(ChangedBadge.removed(print));
        }
        TreeSet<Integer> listed = before == null ? new TreeSet<>() : base.open(before);
        listed.retainAll(now.sessions());
        if (before != null && listed.equals(now.open(after))) {
            return before.state() == after.state()
                    ? Optional.empty()
                    : Optional.of(ChangedBadge.state(print, after.state()));
        }
        List<SessionId> registered = now.open(after).stream().map(ChangesExplorerTest::id).toList();
        return Optional.of(
                new ChangedBadge(
                        print,
                        Optional.of(after.state()),
                        Optional.of(registered),
                        Optional.of(List.of())));
    }

    private ListFixture.Sent sent(Content content, long revision, long upTo) {
        List<Integer> places = List.copyOf(content.sessions());
        ListBadge[] badges =
                content.badges().entrySet().stream()
                        .map(entry ->
                                hub.badge(
                                        entry.getKey(),
                                        entry.getValue().state(),
                                        content.open(entry.getValue()).stream()
                                                .map(places::indexOf)
                                                .toList()))
                        .toArray(ListBadge[]::new);
        List<DoorSession> sessions = places.stream().map(ChangesExplorerTest::session).toList();
        return hub.signed(
                hub.header(UNIT, revision, badges.length, sessions, Optional.of(upTo)), badges);
    }

    private void fetch(AccessListStore store, long which) throws IOException {
        ListFixture.Sent sent = java.util.Objects.requireNonNull(announced.get(which));
        store.adopt(sent.in(Files.createTempDirectory(folder, "fetch")), sent.notice());
    }

    /** The power fails: the next life begins with a copy of what was on the disk. */
    private AccessListStore restart(AccessListStore store) throws IOException {
        Path next = Files.createTempDirectory(folder, "life");
        copy(lastLife(store), next);
        store.close();
        return open(next);
    }

    private final Map<AccessListStore, Path> lives = new HashMap<>();

    private Path lastLife(AccessListStore store) {
        return java.util.Objects.requireNonNull(lives.get(store));
    }

    private AccessListStore open(Path in) throws IOException {
        Path life = in.equals(folder) ? Files.createDirectory(folder.resolve("first")) : in;
        AccessListStore store = new AccessListStore(life, UNIT, hub.hubKey(), _ -> {});
        lives.put(store, life);
        return store;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void checkRevoked(AccessListStore store, String where) {
        if (store.current().isEmpty()) {
            assertThat(seenInForce).as(where).isEmpty();
            return;
        }
        AccessList list = store.current().get();
        for (int badge = 0; badge < BADGES; badge += 2) {
            Optional<BadgeState> state = find(list, badge).map(BadgeEntry::state);
            if (seenInForce.contains(badge)) {
                assertThat(state).as("%s badge %d", where, badge).contains(BadgeState.REVOKED);
            } else if (state.equals(Optional.of(BadgeState.REVOKED))) {
                seenInForce.add(badge);
            }
        }
        if (store.serial() == serial) {
            checkSame(store, where);
        }
    }

    private void checkSame(AccessListStore store, String where) {
        AccessList list = store.current().orElseThrow();
        assertThat(list.roomList().sessions())
                .as(where)
                .extracting(DoorSession::id)
                .containsExactlyElementsOf(
                        now.sessions().stream().map(ChangesExplorerTest::id).toList());
        for (int badge = 0; badge < BADGES; badge++) {
            Optional<BadgeEntry> wanted =
                    Optional.ofNullable(now.badges().get(badge))
                            .map(entry ->
                                    new BadgeEntry(
                                            entry.state(),
                                            Set.copyOf(
                                                    now.open(entry).stream()
                                                            .map(ChangesExplorerTest::id)
                                                            .toList()),
                                            Set.of()));
            assertThat(find(list, badge)).as("%s badge %d", where, badge).isEqualTo(wanted);
        }
    }

    private Optional<BadgeEntry> find(AccessList list, int badge) {
        return list.find(hub.fingerprint(ListFixture.code(badge)));
    }

    private static DoorSession session(int session) {
        return ListFixture.session(id(session), NOON.plusSeconds(3600L * session));
    }

    private static SessionId id(int session) {
        return new SessionId("s" + session);
    }
}
