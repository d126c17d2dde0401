package io.turnout.hub.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.ListHeader;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

final class AccessListsTest {
    private static final UnitId U1 = new UnitId("u1");
    private static final MessageCodec CODEC = new MessageCodec();

    @TempDir private Path folder;
    private Database database;
    private ListKey key;
    private EventKeys badgeKeys;
    private AccessLists lists;
    private final Map<UnitId, byte[]> words = new TreeMap<>();

    @BeforeEach
    void start() throws CannotStart {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s2", "r1", 7_200_000, 10_800_000);
        TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
        TestDatabase.session(database, "elsewhere", "r2", 0, 3_600_000);
        TestDatabase.attendee(database, 2, TestScans.badge(2).toString());
        TestDatabase.attendee(database, 1, TestScans.badge(1).toString());
        key = ListKey.open(folder);
        badgeKeys = EventKeys.open(folder);
        lists =
                new AccessLists(
                        database,
                        new AccessLists.Keys(key, badgeKeys),
                        folder.resolve("lists"),
                        new ChangeFeed(
                                database,
                                key,
                                InstantSource.system(),
                                (unit, word) -> words.put(unit, word)),
                        InstantSource.system());
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void listsTheRoomsSessionsAndEveryBadgeByFingerprint() throws Exception {
        sql("INSERT INTO registration (attendee, session) VALUES (1, 's2')");
        sql("INSERT INTO registration (attendee, session) VALUES (1, 'elsewhere')");
        sql("INSERT INTO attendee_group (attendee, name) VALUES (2, 'speakers')");
        sql("INSERT INTO target_group (session, name) VALUES ('s1', 'speakers')");
        sql("INSERT INTO target_person (session, attendee) VALUES ('s2', 2)");
        sql("UPDATE badge SET state = 'revoked' WHERE attendee = 2");
        ListNotice notice = of(notices(false), U1);
        List<String> lines = lines(U1, notice);
        ListHeader header = CODEC.read(lines.getFirst().getBytes(UTF_8), ListHeader.class);
        assertThat(header.sessions()).extracting(s -> s.id().value()).containsExactly("s1", "s2");
        assertThat(header.badges()).isEqualTo(2);
        assertThat(header.limited()).isEmpty();
        assertThat(header.badgeKeys()).isEqualTo(badgeKeys.publicKeys(new EventId("e1")));
        assertThat(badges(lines))
                .containsExactly(
                        new ListBadge(TestScans.badge(1), BadgeState.ACTIVE, List.of(1), List.of()),
                        new ListBadge(
                                TestScans.badge(2), BadgeState.REVOKED, List.of(), List.of(0, 1)));
        assertThat(String.join("", lines)).doesNotContain("Family", "Given", "N1", "CODE1");
    }

    @Test
    @DisplayName(
            "P-10: a meeting is on its room's list for its participants, while it is not decided")
    void listsMeetingsForThoseWhoTakePart() throws Exception {
        sql(
                "INSERT INTO program (id, event, kind, name, roles, verified, auto_confirm_min,"
                        + " hours_by, door_people, door_min, since_ms, made_ms)"
                        + " VALUES (1, 'e1', 'coaching', 'P', 'Coach', 1, 60, 'door', 2, 10, 0, 0)");
        sql("INSERT INTO path (id, program, name) VALUES (1, 1, 'Secret circle')");
        for (String status : List.of("upcoming", "unconfirmed", "confirmed", "gone")) {
            sql(
                    "INSERT INTO meeting (path, room, start_ms, end_ms, status, decided_by, made_ms)"
                            + " VALUES (1, 'r1', 9000000, 9600000, '"
                            + status
                            + "', 'time', 0)");
        }
        sql("INSERT INTO meeting_person (meeting, attendee) SELECT id, 2 FROM meeting");
        assertThat(sessions()).containsExactly("s1", "s2");
        sql("UPDATE organization_switch SET enabled = 1");
        assertThat(sessions()).containsExactly("s1", "s2", "meeting.1", "meeting.2");
        List<String> lines = lines(U1, of(notices(false), U1));
        assertThat(badges(lines))
                .containsExactly(
                        new ListBadge(TestScans.badge(1), BadgeState.ACTIVE, List.of(), List.of()),
                        new ListBadge(
                                TestScans.badge(2), BadgeState.ACTIVE, List.of(2, 3), List.of()));
        assertThat(String.join("", lines)).doesNotContain("Secret circle");
        Optional<KnownBadge> asked =
                database.read(handle -> {
                    KnownBadges known = new KnownBadges(handle);
                    return known.find(
                            known.place(U1).orElseThrow(), TestScans.badge(2), Instant.EPOCH);
                });
        assertThat(asked.orElseThrow().registered())
                .extracting(SessionId::value)
                .containsExactly("meeting.1", "meeting.2");
    }

    private List<String> sessions() {
        ListSource.Room room = new ListSource.Room(new RoomId("r1"), "Room 1");
        return database.read(handle -> new ListSource(handle).sessions(room)).stream()
                .map(limited -> limited.session().id().value())
                .toList();
    }

    @Test
    void signsForTheUnitAlone() {
        ListNotice notice = of(notices(false), U1);
        byte[] publicKey = Base64.getDecoder().decode(key.publicKey());
        byte[] signature = Base64.getDecoder().decode(notice.signature());
        byte[] list = lists.fetch(U1, notice.revision()).orElseThrow();
        assertThat(AccessList.sha256(list)).isEqualTo(notice.sha256());
        assertThat(list).hasSize((int) notice.bytes());
        assertThat(Ed25519.verify(publicKey, signed(U1, notice), signature)).isTrue();
        assertThat(Ed25519.verify(publicKey, signed(new UnitId("u2"), notice), signature))
                .isFalse();
    }

    @Test
    void makesANewRevisionOnlyForNewContent() {
        assertThat(notices(false)).hasSize(2);
        assertThat(notices(false)).isEmpty();
        Map<UnitId, ListNotice> same = notices(true);
        assertThat(of(same, U1).revision()).isEqualTo(1);
        sql("UPDATE room SET name = 'Great hall' WHERE id = 'r1'");
        Map<UnitId, ListNotice> changed = notices(false);
        assertThat(changed).containsOnlyKeys(U1);
        assertThat(of(changed, U1).revision()).isEqualTo(2);
    }

    @Test
    void keepsTheLastTwoAndMakesLostOnesAnew() throws Exception {
        for (int i = 1; i <= 4; i++) {
            sql("UPDATE room SET name = 'Hall " + i + "' WHERE id = 'r1'");
            assertThat(of(notices(false), U1).revision()).isEqualTo(i);
        }
        assertThat(lists.fetch(U1, 2)).isEmpty();
        assertThat(lists.fetch(U1, 3)).isPresent();
        assertThat(lists.fetch(U1, 4)).isPresent();
        Files.delete(folder.resolve("lists/u1/4.ndjson"));
        assertThat(of(notices(false), U1).revision()).isEqualTo(5);
    }

    @Test
    void saysWhichSessionsAreLimited() throws Exception {
        sql("UPDATE room SET capacity = 11 WHERE id = 'r1'");
        sql("UPDATE session SET capacity = 2 WHERE id = 's2'");
        String header = lines(U1, of(notices(false), U1)).getFirst();
        assertThat(CODEC.read(header.getBytes(UTF_8), ListHeader.class).limited())
                .isEqualTo(Map.of(0, 11, 1, 2));
    }

    @Test
    void keepsItsKeyToItself() throws Exception {
        Path file = folder.resolve("list-signing");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(ListKey.open(folder).publicKey()).isEqualTo(key.publicKey());
        Files.write(file, new byte[5]);
        assertThatThrownBy(() -> ListKey.open(folder))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(file.toString());
    }

    private Map<UnitId, ListNotice> notices(boolean all) {
        Map<UnitId, ListNotice> notices = new TreeMap<>();
        lists.refresh("e1", all, to -> notices.put(to.unit(), to.notice()));
        return notices;
    }

    private static ListNotice of(Map<UnitId, ListNotice> notices, UnitId unit) {
        return Optional.ofNullable(notices.get(unit)).orElseThrow();
    }

    private List<String> lines(UnitId unit, ListNotice notice) {
        byte[] list = lists.fetch(unit, notice.revision()).orElseThrow();
        return new String(list, UTF_8).lines().toList();
    }

    private static List<ListBadge> badges(List<String> lines) throws MalformedMessage {
        List<ListBadge> badges = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            badges.add(CODEC.read(line.getBytes(UTF_8), ListBadge.class));
        }
        return badges;
    }

    private static byte[] signed(UnitId unit, ListNotice notice) {
        return ListNotice.signedContent(unit, notice.revision(), notice.sha256()).getBytes(UTF_8);
    }

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
