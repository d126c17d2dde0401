package io.turnout.hub.programs;

import static io.turnout.hub.programs.ProgramFixture.ADA;
import static io.turnout.hub.programs.ProgramFixture.END;
import static io.turnout.hub.programs.ProgramFixture.FIRST;
import static io.turnout.hub.programs.ProgramFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.turnout.hub.programs.MeetingBook.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a calendar reads of somebody's meetings. */
final class MeetingCalendarTest extends WithPrograms {
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    @DisplayName(
            "P-9: put off in time it is the same meeting, later and newer; cancelled it says so")
    void aMeetingKeepsItsNameWhateverBecomesOfIt() {
        MeetingId meeting = fixture.booked();
        VEvent booked = events().getFirst();
        assertThat(feed(1))
                .contains("DTSTART:20260302T100000Z", "DTEND:20260302T110000Z", "STATUS:CONFIRMED")
                .contains("VERSION:2.0", "METHOD:PUBLISH", "SUMMARY:Mentors: Group A");
        assertThat(booked.getSequence().getValue()).isZero();
        fixture.does(meeting, new MeetingEvent.Reschedule(START.plus(WEEK), END.plus(WEEK)), FIRST);
        VEvent moved = events().getFirst();
        assertThat(moved.getUid()).isEqualTo(booked.getUid());
        assertThat(moved.getSequence().getValue()).isEqualTo(1);
        assertThat(moved.getDateStart().getValue().toInstant()).isEqualTo(START.plus(WEEK));
        fixture.now = fixture.now.plusSeconds(60);
        fixture.does(meeting, new MeetingEvent.Cancel(), FIRST);
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.GONE);
        VEvent gone = events().getFirst();
        assertThat(gone.getUid()).isEqualTo(booked.getUid());
        assertThat(gone.getSequence().getValue()).isEqualTo(2);
        assertThat(gone.getStatus().isCancelled()).isTrue();
        assertThat(gone.getDateTimeStamp().getValue().toInstant()).isEqualTo(fixture.now);
    }

    @Test
    @DisplayName("P-9: put off too late the old one is cancelled and a new one stands beside it")
    void aMeetingThatIsPutOffTooLateIsTwo() {
        MeetingId meeting = fixture.booked();
        fixture.now = START.minus(Duration.ofHours(1));
        fixture.does(meeting, new MeetingEvent.Reschedule(START.plus(WEEK), END.plus(WEEK)), FIRST);
        List<VEvent> events = events();
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().getStatus().isConfirmed()).isTrue();
        assertThat(events.getLast().getStatus().isCancelled()).isTrue();
        assertThat(events.getFirst().getUid()).isNotEqualTo(events.getLast().getUid());
    }

    @Test
    @DisplayName("P-7: no note on hours, no comment and nobody's name is in a calendar")
    void nothingHiddenIsInACalendar() {
        MeetingId meeting = fixture.booked();
        Path path = fixture.path();
        fixture.paths.authorize(path, Optional.of(Duration.ofHours(9)), "between-us", ADA);
        fixture.now = END;
        fixture.does(meeting, new MeetingEvent.Confirm(), FIRST);
        Change dispute =
                new Change(new MeetingEvent.Dispute(), Optional.empty(), "nobody-came", FIRST);
        fixture.book.happens("e1", meeting, dispute);
        assertThat(fixture.meetings.comments(meeting)).hasSize(1);
        assertThat(feed(1)).contains("Mentors").doesNotContain("between-us", "nobody-came", "N2");
        fixture.meetings
                .people(meeting)
                .forEach(person -> assertThat(feed(1)).doesNotContain(person.name()));
        assertThat(feed(3)).contains("BEGIN:VCALENDAR").doesNotContain("VEVENT");
    }

    private static List<VEvent> events() {
        ICalendar calendar = Biweekly.parse(feed(1)).first();
        return calendar.getEvents();
    }

    private static String feed(long attendee) {
        return new MeetingCalendar(fixture.database).of("e1", attendee, "Days", 500);
    }
}
