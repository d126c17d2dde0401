package io.turnout.hub.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.seats.SeatDesk;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections while a session with two seats runs: who stands in the room stands there. */
final class CorrectedSeatsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:10:00Z");
    private static final long START = NOW.toEpochMilli() - 600_000;
    private static final SessionId S1 = new SessionId("s1");

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
        sql("UPDATE session SET check_in = 1, capacity = 2");
        for (int i = 1; i <= 4; i++) {
            TestDatabase.attendee(database, i, new BadgeFingerprint(i, 7).toString());
        }
        event = EventFacts.require(database, "e1");
        attendance = Attendance.start(database, _ -> {});
        LentDoor opened = LentDoor.open(folder, database, () -> now, attendance);
        door = opened.door();
        seats = opened.seats();
    }

    @AfterEach
    void stop() {
        door.close();
        seats.close();
        attendance.close();
        database.close();
    }

    @Test
    @DisplayName("R-7 A-4 an added entry takes no seat, an annulled one gives none back")
    void leavesSeatsAlone() {
        await().until(() -> free() == 2);
        assertThat(present(1, Side.IN)).isEqualTo(Reason.OPEN);
        assertThat(present(2, Side.IN)).isEqualTo(Reason.OPEN);
        await().until(() -> number("SELECT count(*) FROM presence WHERE inside = 1") == 2);

        correct(
                "annul",
                "NULL, NULL, NULL, NULL, 'hub.r1', epoch, number FROM scan" + " WHERE number = 1");
        await().until(() -> number("SELECT count(*) FROM presence WHERE inside = 1") == 1);
        seats.changed();
        assertThat(present(3, Side.IN))
                .as("whoever was annulled may stand in the room")
                .isEqualTo(Reason.FULL_AS_FAR_AS_KNOWN);

        correct("add", "4, 's1', " + NOW.toEpochMilli() + ", NULL, NULL, NULL, NULL");
        await().until(() -> number("SELECT count(*) FROM presence WHERE inside = 1") == 2);
        assertThat(present(2, Side.OUT)).isEqualTo(Reason.LEFT);
        assertThat(present(3, Side.IN))
                .as("the seat of an exit is free: nobody let in whom a correction added")
                .isEqualTo(Reason.OPEN);
        assertThat(present(4, Side.IN)).isEqualTo(Reason.FULL_AS_FAR_AS_KNOWN);
    }

    private void correct(String kind, String line) {
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO correction (event, kind, why, hub_user, who, made_ms, people)"
                            + " VALUES ('e1', ?, 'why', 0, 'olga', 0, 1)",
                    kind);
            handle.execute(
                    "INSERT INTO correction_line (correction, place, attendee, session, in_ms,"
                            + " out_ms, unit, epoch, number)"
                            + " SELECT (SELECT max(number) FROM correction), 0, "
                            + line);
        });
        attendance.stored();
    }

    private Reason present(long attendee, Side side) {
        now = now.plusSeconds(60);
        Answer answer =
                door.present(
                        new Attempt(event, new Attempt.Who.Person(attendee), S1, side, Way.PIN));
        assertThat(answer).isInstanceOf(Answer.Decided.class);
        return ((Answer.Decided) answer).verdict().reason();
    }

    private int free() {
        return seats.free(new UnitId("hub.r1"), S1).orElse(-1);
    }

    private long number(String sql) {
        return database.read(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
