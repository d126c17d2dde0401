package io.turnout.hub.programs;

import static io.turnout.hub.programs.ProgramFixture.ADA;
import static io.turnout.hub.programs.ProgramFixture.END;
import static io.turnout.hub.programs.ProgramFixture.FIRST;
import static io.turnout.hub.programs.ProgramFixture.RUNNER;
import static io.turnout.hub.programs.ProgramFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.programs.MeetingBook.Change;
import io.turnout.hub.programs.MeetingBook.Outcome;
import io.turnout.hub.programs.MeetingOutcome.Reason;
import io.turnout.hub.programs.Program.HoursBy;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Meetings in a real database: booked, called off, put off, answered, disputed, and their hours.
 */
final class MeetingBookTest extends WithPrograms {
    @Test
    void booksOnlyThoseOfThePathInARoomOfTheEventAndInTheFuture() {
        assertThat(fixture.book(START, END, 1L, 3L)).isEqualTo(new Outcome.NotThere());
        assertThat(fixture.book(START, END)).isEqualTo(new Outcome.NotThere());
        assertThat(fixture.book(fixture.now, fixture.now.plusSeconds(60), 1L))
                .isEqualTo(new Outcome.Refused(Reason.PAST));
        assertThat(fixture.book(END, START, 1L))
                .isEqualTo(new Outcome.Refused(Reason.WRONG_LENGTH));
        assertThat(fixture.count("SELECT count(*) FROM meeting")).isZero();
        assertThat(fixture.meetings.people(fixture.booked())).hasSize(2);
    }

    @Test
    @DisplayName("P-3: cancelled before the window the meeting goes, inside it it stays as late")
    void cancellingInTimeAndTooLate() {
        MeetingId early = fixture.booked();
        MeetingId late = fixture.booked();
        fixture.now = START.minus(Duration.ofHours(24)).minusMillis(1);
        fixture.does(early, new MeetingEvent.Cancel(), FIRST);
        fixture.now = START.minus(Duration.ofHours(24));
        fixture.does(late, new MeetingEvent.Cancel(), FIRST);
        assertThat(fixture.meetings.ofPath(fixture.path().id(), 10, 0))
                .extracting(Meeting::id)
                .containsExactly(late);
        assertThat(fixture.status(late)).isEqualTo(MeetingStatus.LATE_PENDING);
        assertThat(fixture.does(late, new MeetingEvent.Cancel(), FIRST))
                .isEqualTo(new Outcome.Refused(Reason.DECIDED));
    }

    @Test
    @DisplayName("P-9: put off before the window it is the same meeting, inside it a new one")
    void puttingOffInTimeAndTooLate() {
        MeetingId meeting = fixture.booked();
        Instant next = START.plus(Duration.ofDays(7));
        fixture.now = START.minus(Duration.ofHours(25));
        assertThat(moved(meeting, next)).isEqualTo(new Outcome.Done(meeting));
        assertThat(fixture.meeting(meeting).state().start()).isEqualTo(next);
        assertThat(fixture.meeting(meeting).room()).isEqualTo(new RoomId("r2"));
        fixture.now = next.minus(Duration.ofHours(2));
        MeetingId instead = ((Outcome.Done) moved(meeting, next.plusSeconds(86_400))).meeting();
        assertThat(instead).isNotEqualTo(meeting);
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.LATE_PENDING);
        assertThat(fixture.status(instead)).isEqualTo(MeetingStatus.UPCOMING);
        assertThat(fixture.meeting(instead).insteadOf()).contains(meeting);
        assertThat(fixture.meetings.people(instead)).hasSize(2);
    }

    private Outcome moved(MeetingId meeting, Instant to) {
        MeetingEvent.Reschedule what = new MeetingEvent.Reschedule(to, to.plusSeconds(3600));
        Change change = new Change(what, Optional.of(new RoomId("r2")), "", FIRST);
        return fixture.book.happens("e1", meeting, change);
    }

    @Test
    void whatTheClockDecidedComesBeforeWhatSomebodyDoes() {
        MeetingId meeting = fixture.booked();
        fixture.now = END.plus(Duration.ofDays(2));
        assertThat(fixture.does(meeting, new MeetingEvent.DidNotTakePlace(), FIRST))
                .isEqualTo(new Outcome.Refused(Reason.DECIDED));
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.CONFIRMED);
    }

    @Test
    @DisplayName("P-9: a dispute is resolved by who runs the path, and both stand in the history")
    void aDisputeIsResolved() {
        MeetingId meeting = fixture.booked();
        fixture.now = END;
        fixture.does(meeting, new MeetingEvent.Confirm(), FIRST);
        Change dispute =
                new Change(
                        new MeetingEvent.Dispute(),
                        Optional.empty(),
                        "I waited alone",
                        new Actor.Participant(2));
        fixture.book.happens("e1", meeting, dispute);
        assertThat(fixture.meeting(meeting).state().disputed()).isTrue();
        assertThat(fixture.meetings.comments(meeting))
                .extracting(MeetingQueries.Comment::comment)
                .containsExactly("I waited alone");
        MeetingEvent.Resolve verdict =
                new MeetingEvent.Resolve(MeetingEvent.Verdict.NOT_HELD, Optional.empty());
        fixture.does(meeting, verdict, RUNNER);
        assertThat(fixture.meeting(meeting).state().by()).isEqualTo(DecidedBy.ADMIN);
        assertThat(fixture.meetings.steps(meeting))
                .extracting(MeetingQueries.Step::what)
                .containsExactly("book", "time", "confirm", "dispute", "resolve");
    }

    @Test
    @DisplayName("P-5, P-8: hours are those of confirmed meetings, and may be more than authorized")
    void hoursAreSummedAndMayBeExceeded() {
        for (int day = 0; day < 3; day++) {
            MeetingId meeting =
                    fixture.booked(
                            START.plus(Duration.ofDays(day)), END.plus(Duration.ofDays(day)));
            fixture.now = END.plus(Duration.ofDays(day));
            MeetingEvent said =
                    day == 0
                            ? new MeetingEvent.OtherDuration(Duration.ofMinutes(90))
                            : new MeetingEvent.Confirm();
            fixture.does(meeting, said, FIRST);
        }
        MeetingId late = fixture.booked(fixture.now.plusSeconds(60), fixture.now.plusSeconds(3600));
        fixture.does(late, new MeetingEvent.Cancel(), FIRST);
        Path.Hours hours = fixture.meetings.hours(fixture.path()).orElseThrow();
        assertThat(hours.used()).isEqualTo(Duration.ofMinutes(210));
        assertThat(hours.remaining()).isEqualTo(Duration.ofMinutes(-90));
    }

    @Test
    @DisplayName("P-5: where hours are blank there is nothing to show")
    void noHoursWhereNotApplicable() {
        Program program = fixture.make("No hours", Optional.empty(), HoursBy.SCHEDULED);
        fixture.paths.make(program, "Group B", ADA);
        Path path = fixture.programs.paths(program.id()).getFirst();
        assertThat(fixture.meetings.hours(path)).isEmpty();
    }

    @Test
    void whatElseIsInTheRoomIsTold() {
        TestDatabase.session(
                fixture.database,
                "s1",
                "r1",
                START.plusSeconds(1800).toEpochMilli(),
                END.plusSeconds(1800).toEpochMilli());
        MeetingId meeting = fixture.booked();
        assertThat(conflicts(START, END, Optional.empty()))
                .containsExactly("Group A", "Session s1");
        assertThat(conflicts(START, END, Optional.of(meeting))).containsExactly("Session s1");
        assertThat(conflicts(START.minusSeconds(3600), START, Optional.empty())).isEmpty();
        fixture.does(meeting, new MeetingEvent.Cancel(), FIRST);
        assertThat(conflicts(START, END, Optional.empty())).containsExactly("Session s1");
    }

    private List<String> conflicts(Instant start, Instant end, Optional<MeetingId> but) {
        return fixture.meetings.conflicts(new RoomId("r1"), start, end, but).stream()
                .map(MeetingQueries.Conflict::title)
                .toList();
    }

    @Test
    @DisplayName("P-7: hours are set with a note that the record does not have")
    void hoursAreSetWithANoteForProgramAdminsAlone() {
        Path path = fixture.path();
        assertThat(path.authorized()).contains(Duration.ofHours(2));
        fixture.paths.authorize(path, Optional.of(Duration.ofHours(9)), "secret note", ADA);
        assertThat(fixture.paths.authorize(path, Optional.empty(), "", ADA))
                .isEqualTo(PathBook.Outcome.STALE);
        assertThat(fixture.paths.authorized(fixture.path().id()).getFirst().note())
                .isEqualTo("secret note");
        assertThat(
                        fixture.count(
                                "SELECT count(*) FROM audit WHERE what = 'authorize hours' AND"
                                        + " detail = '540 min'"))
                .isEqualTo(1);
        assertThat(fixture.count("SELECT count(*) FROM audit WHERE detail LIKE '%secret%'"))
                .isZero();
    }
}
