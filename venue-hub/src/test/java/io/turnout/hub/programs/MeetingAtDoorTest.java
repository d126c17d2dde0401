package io.turnout.hub.programs;

import static io.turnout.hub.programs.ProgramFixture.ADA;
import static io.turnout.hub.programs.ProgramFixture.END;
import static io.turnout.hub.programs.ProgramFixture.FIRST;
import static io.turnout.hub.programs.ProgramFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.programs.Program.HoursBy;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans of participants at the room's unit, folded, confirm a meeting. */
@DisplayName("P-10: the door confirms a meeting, with the time really spent")
final class MeetingAtDoorTest {
    @TempDir private static java.nio.file.Path folder;
    private static ProgramFixture fixture;
    private int number;

    @BeforeAll
    static void open() {
        fixture = new ProgramFixture(folder);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void begin() {
        fixture.begin();
        fixture.database.change(handle -> {
            handle.execute("UPDATE fold_mark SET seq = 0");
            for (String table : new String[] {"presence", "visit", "credit", "double_use"}) {
                handle.execute("DELETE FROM " + table);
            }
        });
    }

    @Test
    void twoParticipantsForLongEnoughConfirmItAtItsEnd() {
        MeetingId meeting = fixture.booked();
        walk(meeting, 1, 2, 50);
        walk(meeting, 2, 5, 58);
        fold();
        MeetingClock clock = fixture.clockwork();
        at(clock, END.minusMillis(1));
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.UNCONFIRMED);
        at(clock, END.plus(Duration.ofDays(3)));
        assertThat(fixture.meeting(meeting).state().by()).isEqualTo(DecidedBy.DOOR);
        assertThat(fixture.meeting(meeting).door())
                .contains(new DoorTimes(minute(5), minute(50), Duration.ofMinutes(45)));
        assertThat(fixture.steps(meeting))
                .endsWith("seen-at-door confirmed " + END + " " + END.plus(Duration.ofDays(3)));
        assertThat(fixture.letters).isEmpty();
        assertThat(fixture.told).contains("e1");
    }

    @Test
    void nothingOfItIsInTheReportsOfTheEventButThatSomebodyLeftASession() {
        TestDatabase.session(
                fixture.database, "s1", "r2", START.toEpochMilli(), END.toEpochMilli());
        fixture.database.change(h -> h.execute("UPDATE unit SET mode = 'in' WHERE id = 'u2'"));
        MeetingId meeting = fixture.booked();
        scan(1, "s1", 0, true);
        walk(meeting, 1, 20, 50);
        fold();
        assertThat(fixture.count("SELECT count(*) FROM presence")).isEqualTo(1);
        assertThat(fixture.count("SELECT present_ms / 60000 FROM presence WHERE session = 's1'"))
                .isEqualTo(20);
        assertThat(fixture.count("SELECT count(*) FROM visit")).isEqualTo(1);
        assertThat(fixture.count("SELECT count(*) FROM meeting_visit")).isEqualTo(1);
    }

    @Test
    void oneAloneOrTwoForTooShortAreAskedAsEverybody() {
        MeetingId alone = fixture.booked();
        MeetingId brief = fixture.booked(START.plusSeconds(7200), END.plusSeconds(7200));
        walk(alone, 1, 0, 60);
        walk(brief, 1, 120, 129);
        walk(brief, 2, 120, 140);
        fold();
        at(fixture.clockwork(), END.plus(Duration.ofHours(4)));
        assertThat(fixture.status(alone)).isEqualTo(MeetingStatus.UNCONFIRMED);
        assertThat(fixture.status(brief)).isEqualTo(MeetingStatus.UNCONFIRMED);
        assertThat(fixture.letters).hasSize(4);
    }

    @Test
    void scansThatComeLateConfirmItThenAndNotWhatWasDecidedBefore() {
        MeetingId waits = fixture.booked();
        MeetingId decided = fixture.booked(START.plusSeconds(7200), END.plusSeconds(7200));
        fixture.now = END.plus(Duration.ofHours(5));
        fixture.does(decided, new MeetingEvent.DidNotTakePlace(), FIRST);
        walk(waits, 1, 0, 60);
        walk(waits, 2, 0, 60);
        walk(decided, 1, 120, 180);
        walk(decided, 2, 120, 180);
        fold();
        at(fixture.clockwork(), fixture.now);
        assertThat(fixture.meeting(waits).state().by()).isEqualTo(DecidedBy.DOOR);
        assertThat(fixture.status(decided)).isEqualTo(MeetingStatus.NOT_HELD);
        assertThat(fixture.meeting(decided).door()).isPresent();
    }

    @Test
    @DisplayName("P-10: used hours are the time at the door where the program says so")
    void usedHoursCountTheTimeAtTheDoor() {
        MeetingId meeting = fixture.booked();
        walk(meeting, 1, 2, 50);
        walk(meeting, 2, 5, 58);
        fold();
        at(fixture.clockwork(), END);
        assertThat(used()).isEqualTo(Duration.ofHours(1));
        Program was = fixture.path().program();
        Program wanted =
                new Program(
                        was.id(),
                        was.event(),
                        was.kind(),
                        was.name(),
                        was.roles(),
                        was.verification(),
                        was.hours(),
                        HoursBy.DOOR,
                        was.door(),
                        was.version());
        fixture.programs.change(wanted, "measured", ADA);
        assertThat(used()).isEqualTo(Duration.ofMinutes(45));
    }

    private static Duration used() {
        return fixture.meetings.hours(fixture.path()).orElseThrow().used();
    }

    private void fold() {
        try (Attendance _ = Attendance.start(fixture.database, _ -> {})) {
            await().until(() ->
                    fixture.count("SELECT seq FROM fold_mark")
                            == fixture.count("SELECT coalesce(max(seq), 0) FROM scan"));
        }
    }

    private void walk(MeetingId meeting, long attendee, int in, int out) {
        scan(attendee, "meeting." + meeting, in, true);
        scan(attendee, "meeting." + meeting, out, false);
    }

    private void scan(long attendee, String session, int minute, boolean in) {
        long at = minute(minute).toEpochMilli();
        number++;
        fixture.database.change(handle ->
                handle.execute(
                        "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms,"
                                + " boot, clock, event, room, door, side, mode, way, badge,"
                                + " outcome, reason, flagged, entered, takes_seat, leaves,"
                                + " left_session, list_revision, online) VALUES ('u1', 'e', ?, ?,"
                                + " ?, ?, 'b', 'synced', 'e1', ?, 'd1', ?, 'auto', 'unit', ?,"
                                + " 'admitted', 'registered', 0, ?, 0, ?, ?, 1, 1)",
                        number,
                        at,
                        at,
                        at,
                        session.startsWith("meeting.") ? "r1" : "r2",
                        in ? "in" : "out",
                        new BadgeFingerprint(attendee, 9).toString(),
                        in ? session : null,
                        in ? 0 : 1,
                        in ? null : session));
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static void at(MeetingClock clock, Instant now) {
        fixture.now = now;
        clock.catchUp();
    }
}
