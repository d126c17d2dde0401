package io.turnout.hub.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.attendance.AttendanceQueries;
import io.turnout.hub.fleet.Units;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.BadgeDesk;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.seats.SeatDesk;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HubDoorTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:10:00Z");
    private static final long START = NOW.toEpochMilli() - 600_000;
    private static final SessionId S1 = new SessionId("s1");
    private static final SessionId S2 = new SessionId("s2");

    @TempDir private Path folder;
    private Database database;
    private EventFacts event;
    private Attendance attendance;
    private SeatDesk seats;
    private HubDoor door;
    private Instant now = NOW;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", START, START + 3_600_000);
        TestDatabase.session(database, "s2", "r1", START, START + 3_600_000);
        sql("UPDATE session SET check_in = 1 WHERE id = 's1'");
        event = EventFacts.require(database, "e1");
        attendance = Attendance.start(database, _ -> {});
        open();
    }

    @AfterEach
    void stop() {
        door.close();
        seats.close();
        attendance.close();
        database.close();
    }

    private void open() throws Exception {
        LentDoor opened = LentDoor.open(folder, database, () -> now, attendance);
        door = opened.door();
        seats = opened.seats();
    }

    @Test
    @DisplayName("C-3 C-5 what the hub lets in and out is scans like any, with their way")
    void endsInTheScanLog() {
        person(1);
        person(2);
        assertThat(admitted(1, S1, Side.IN)).isEqualTo(Reason.OPEN);
        assertThat(admitted(2, S1, Side.IN)).isEqualTo(Reason.OPEN);
        now = now.plusSeconds(600);
        assertThat(admitted(1, S1, Side.OUT)).isEqualTo(Reason.LEFT);

        assertThat(rows("SELECT number || way || side || entered FROM scan WHERE entered = 's1'"))
                .containsExactly("1pinins1", "2pinins1");
        assertThat(rows("SELECT number || unit || left_session FROM scan WHERE leaves = 1"))
                .containsExactly("3hub.r1s1");
        assertThat(rows("SELECT up_to || '/' || highest FROM journal")).containsExactly("3/3");
        await().until(() ->
                new AttendanceQueries(database)
                        .counts("e1").sessions().stream()
                                .anyMatch(one -> one.session().equals("s1") && one.inside() == 1));
        assertThat(rows("SELECT present_ms FROM presence WHERE attendee = 1"))
                .containsExactly("600000");
        assertThat(rows("SELECT seq FROM scan_time")).as("the hub's clock is exact").isEmpty();
    }

    @Test
    @DisplayName("C-9 an exit leaves the session it is for, whatever else somebody is inside of")
    void anExitLeavesItsSession() {
        person(1);
        admitted(1, S2, Side.IN);
        now = now.plusSeconds(60);
        assertThat(admitted(1, S1, Side.OUT)).isEqualTo(Reason.OUT_WITHOUT_IN);
        now = now.plusSeconds(60);
        assertThat(admitted(1, S2, Side.IN)).isEqualTo(Reason.ALREADY_IN);
        await().until(() ->
                rows("SELECT seq FROM scan WHERE seq > (SELECT seq FROM fold_mark)").isEmpty());
        assertThat(rows("SELECT session || inside FROM presence ORDER BY session"))
                .containsExactly("s10", "s21");
    }

    @Test
    @DisplayName("C-8 who has no badge is given one; who has a blocked one is not")
    void makesABadgeWhereThereIsNone() {
        person(1);
        sql("DELETE FROM badge");
        admitted(1, S1, Side.IN);
        assertThat(rows("SELECT state FROM badge WHERE attendee = 1")).containsExactly("active");
        assertThat(rows("SELECT badge FROM scan")).isEqualTo(rows("SELECT fingerprint FROM badge"));
        now = now.plusSeconds(60);
        sql("UPDATE badge SET state = 'blocked'");
        assertThat(reason(present(1, S1, Side.IN))).isEqualTo(Reason.BLOCKED);
        assertThat(rows("SELECT code FROM badge")).hasSize(1);
        assertThat(present(99, S1, Side.IN)).isEqualTo(new Answer.NoSuchPerson());
        assertThat(present(1, new SessionId("nowhere"), Side.IN))
                .isEqualTo(new Answer.NoSuchSession());
    }

    @Test
    @DisplayName("C-8 a badge that is read by hand is believed as at any door")
    void takesABadgeByItsText() {
        String print = event.fingerprinter().of(BadgeText.canonical("THIRD-7")).toString();
        TestDatabase.attendee(database, 1, print);
        assertThat(reason(read("THIRD-7"))).isEqualTo(Reason.OPEN);
        assertThat(reason(read("NOBODYS-8"))).isEqualTo(Reason.UNREADABLE);
        assertThat(rows("SELECT way || outcome FROM scan ORDER BY number"))
                .containsExactly("kioskadmitted", "kioskrefused");
    }

    @Test
    void showsAgainWhatWasJustDecidedAndRecordsNothing() {
        person(1);
        admitted(1, S1, Side.IN);
        Answer again = present(1, S1, Side.IN);
        assertThat(again)
                .isInstanceOfSatisfying(
                        Answer.Decided.class,
                        decided -> {
                            assertThat(decided.verdict()).isInstanceOf(Verdict.Repeated.class);
                            assertThat(decided.scan()).isEmpty();
                        });
        assertThat(reason(present(1, S2, Side.IN)))
                .as("another session is no repeat")
                .isEqualTo(Reason.OPEN);
        assertThat(rows("SELECT number FROM scan")).containsExactly("1", "2");
    }

    @Test
    @DisplayName(
            "A-4 the hub's door lets in no more than were lent to it, however many come at once")
    void keepsToTheCapacity() throws Exception {
        sql("UPDATE session SET capacity = 3 WHERE id = 's1'");
        for (int i = 1; i <= 12; i++) {
            person(i);
        }
        seats.changed();
        door.changed();
        await().until(() -> free() == 3);
        List<Callable<Answer>> all = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            long attendee = i;
            all.add(() -> present(attendee, S1, Side.IN));
        }
        List<Reason> reasons = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(all)) {
                reasons.add(reason(answer.get()));
            }
        }
        assertThat(reasons).containsOnly(Reason.OPEN, Reason.FULL_AS_FAR_AS_KNOWN);
        assertThat(reasons.stream().filter(Reason.OPEN::equals)).hasSize(3);

        long inside =
                Long.parseLong(
                        rows("SELECT min(attendee) FROM badge WHERE fingerprint IN (SELECT badge FROM scan WHERE entered = 's1')")
                                .getFirst());
        now = now.plusSeconds(60);
        admitted(inside, S1, Side.OUT);
        now = now.plusSeconds(60);
        assertThat(reason(present(inside, S1, Side.IN)))
                .as("an exit gives its seat back")
                .isEqualTo(Reason.OPEN);
    }

    @Test
    @DisplayName(
            "A-4 who comes first to a door waits for its seats, and is not told that it is full")
    void asksForSeats() {
        person(1);
        TestDatabase.session(database, "s3", "r2", START, START + 3_600_000);
        sql("UPDATE session SET capacity = 5 WHERE id = 's3'");
        seats.changed();
        SessionId s3 = new SessionId("s3");
        assertThat(reason(present(1, s3, Side.IN))).isEqualTo(Reason.OPEN);
        await().until(() -> seats.free(new UnitId("hub.r2"), s3).orElse(0) == 4);
        assertThat(rows("SELECT number FROM scan")).containsExactly("1");
    }

    @Test
    @DisplayName("A-4 where no seats are lent in time, it is full as far as is known")
    void doesNotWaitForEver() throws Exception {
        person(1);
        seats.close();
        sql("UPDATE session SET capacity = 5 WHERE id = 's1'");
        assertThat(reason(present(1, S1, Side.IN))).isEqualTo(Reason.FULL_AS_FAR_AS_KNOWN);
    }

    @Test
    @DisplayName("C-3 numbers go on after a restart; a restored hub begins another journal")
    void goesOnAfterARestart() throws Exception {
        sql("UPDATE session SET capacity = 2 WHERE id = 's1'");
        person(1);
        person(2);
        person(3);
        door.changed();
        seats.changed();
        await().until(() -> free() == 2);
        admitted(1, S1, Side.IN);
        door.close();
        seats.close();
        open();
        await().until(() -> free() == 1);
        await().until(() -> reason(present(2, S1, Side.IN)) == Reason.OPEN || !later());
        assertThat(reason(present(3, S1, Side.IN))).isEqualTo(Reason.FULL_AS_FAR_AS_KNOWN);
        assertThat(rows("SELECT DISTINCT epoch FROM scan")).hasSize(1);

        door.close();
        database.change(HubJournals::restored);
        seats.close();
        open();
        person(4);
        present(4, S2, Side.IN);
        assertThat(rows("SELECT DISTINCT epoch FROM scan")).hasSize(2);
    }

    @Test
    void whatCannotBeWrittenIsSaidAndForgotten() {
        person(1);
        person(2);
        admitted(1, S1, Side.IN);
        sql(
                "INSERT INTO scan SELECT 999, unit, epoch, 2, received_ms, wall_ms, mono_ms, boot,"
                        + " clock, event, room, door, side, mode, way, badge, outcome, reason,"
                        + " flagged, entered, takes_seat, leaves, left_session, list_revision, online"
                        + " FROM scan WHERE number = 1");
        assertThat(present(2, S1, Side.IN)).isEqualTo(new Answer.TryAgain());
        await().until(() -> door.dropped() == 1);
        sql("DELETE FROM scan WHERE seq = 999");
        assertThat(admitted(2, S1, Side.IN)).isEqualTo(Reason.OPEN);
        assertThat(rows("SELECT number FROM scan ORDER BY number")).containsExactly("1", "2");
    }

    @Test
    void whatWasNotCommittedIsForgotten() throws Exception {
        person(1);
        person(2);
        BadgeDesk badges =
                new BadgeDesk(database, new Audit(() -> now), () -> now, e -> {}, e -> {});
        RoomDoors rooms =
                new RoomDoors(
                        new HubDoor.Clocks(() -> now, () -> now.toEpochMilli()),
                        new Arrival.Source(badges, EventKeys.open(folder)));
        admitted(1, S1, Side.IN);
        Attempt second = new Attempt(event, new Attempt.Who.Person(2), S1, Side.IN, Way.PIN);
        assertThatThrownBy(() ->
                        database.change(handle -> {
                            rooms.decide(handle, second, false);
                            throw new IllegalStateException("not committed");
                        }))
                .hasMessage("not committed");
        Answer answer =
                database.write(handle -> rooms.decide(handle, second, false)).answer().get();
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Decided.class,
                        decided -> assertThat(decided.scan().orElseThrow().number()).isEqualTo(2));
        assertThat(rows("SELECT number FROM scan ORDER BY number")).containsExactly("1", "2");
    }

    @Test
    @DisplayName("U-7 the hub's door is no unit: it is never silent, and takes nobody's name")
    void isNoUnit() {
        person(1);
        admitted(1, S1, Side.IN);
        assertThat(database.<List<?>>read(h -> new UnitsQueries().of(h, "e1", now))).hasSize(2);
        Units units = new Units(database, new Audit(() -> now));
        Units.Registration like =
                new Units.Registration(
                        new UnitId("hub.r9"), new RoomId("r1"), new DoorId("d9"), Mode.IN);
        assertThat(units.register(like, "test")).isEqualTo(new Units.Outcome.UnitTaken());
    }

    private boolean later() {
        now = now.plusSeconds(10);
        return true;
    }

    private int free() {
        return seats.free(new UnitId("hub.r1"), S1).orElse(-1);
    }

    private void person(long id) {
        TestDatabase.attendee(database, id, new BadgeFingerprint(id, 7).toString());
    }

    private Answer read(String text) {
        return door.present(
                new Attempt(event, new Attempt.Who.Badge(text), S1, Side.IN, Way.KIOSK));
    }

    private Answer present(long attendee, SessionId session, Side side) {
        return door.present(
                new Attempt(event, new Attempt.Who.Person(attendee), session, side, Way.PIN));
    }

    private Reason admitted(long attendee, SessionId session, Side side) {
        Answer answer = present(attendee, session, side);
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Decided.class,
                        decided ->
                                assertThat(decided.verdict()).isInstanceOf(Verdict.Admitted.class));
        return reason(answer);
    }

    private static Reason reason(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Decided.class);
        return ((Answer.Decided) answer).verdict().reason();
    }

    private List<String> rows(String sql) {
        return database.read(h -> h.createQuery(sql).mapTo(String.class).list());
    }

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
