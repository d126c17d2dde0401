package io.turnout.hub.programs;

import static io.turnout.hub.programs.ProgramFixture.ADA;
import static io.turnout.hub.programs.ProgramFixture.END;
import static io.turnout.hub.programs.ProgramFixture.FIRST;
import static io.turnout.hub.programs.ProgramFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Organization;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the clock does to meetings while the hub runs, and what it did while the hub was down. */
final class MeetingClockTest extends WithPrograms {
    @Test
    @DisplayName(
            "P-9, P-4: unconfirmed at its start, asked 30 minutes after its end, then confirmed")
    void theClockMovesAMeetingThroughItsLife() {
        MeetingId meeting = fixture.booked();
        MeetingClock clock = fixture.clockwork();
        at(clock, START.minusMillis(1));
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.UPCOMING);
        at(clock, START);
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.UNCONFIRMED);
        at(clock, END.plus(Duration.ofMinutes(30)).minusMillis(1));
        assertThat(fixture.letters).isEmpty();
        at(clock, END.plus(Duration.ofMinutes(30)));
        assertThat(fixture.letters)
                .extracting(Mailer.Letter::to)
                .containsExactly("a1@example.org", "a2@example.org");
        at(clock, END.plus(Duration.ofDays(2)).minusMillis(1));
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.UNCONFIRMED);
        at(clock, END.plus(Duration.ofDays(2)));
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.CONFIRMED);
        assertThat(fixture.meeting(meeting).state().by()).isEqualTo(DecidedBy.WINDOW);
        assertThat(fixture.meeting(meeting).due()).isEmpty();
        assertThat(fixture.letters).hasSize(2);
    }

    @Test
    @DisplayName("P-4: a hub that was down for three days decides once, as of the due time")
    void whatWasDueWhileTheHubWasDownIsDecidedAsOfThen() {
        MeetingId waits = fixture.booked();
        MeetingId late = fixture.booked(START.plusSeconds(7200), END.plusSeconds(7200));
        fixture.now = START.minus(Duration.ofHours(3));
        fixture.does(late, new MeetingEvent.Cancel(), FIRST);
        Instant up = END.plus(Duration.ofDays(3));
        at(fixture.clockwork(), up);
        assertThat(fixture.steps(waits))
                .endsWith(
                        "time unconfirmed " + START + " " + up,
                        "time confirmed " + END.plus(Duration.ofDays(2)) + " " + up);
        assertThat(fixture.steps(late))
                .endsWith(
                        "time late-cancelled "
                                + END.plusSeconds(7200).plus(Duration.ofDays(2))
                                + " "
                                + up);
        assertThat(fixture.letters).as("nobody is asked about what is decided").isEmpty();
        long steps = fixture.count("SELECT count(*) FROM meeting_step");
        at(fixture.clockwork(), up.plusSeconds(60));
        assertThat(fixture.count("SELECT count(*) FROM meeting_step")).isEqualTo(steps);
    }

    @Test
    @DisplayName("P-9: a hub that was down when participants were to be asked asks when it is up")
    void asksLateWhereNobodyHasSaidAnythingYet() {
        MeetingId meeting = fixture.booked();
        Instant up = END.plus(Duration.ofHours(20));
        at(fixture.clockwork(), up);
        assertThat(fixture.steps(meeting))
                .endsWith("ask unconfirmed " + END.plus(Duration.ofMinutes(30)) + " " + up);
        assertThat(fixture.letters).hasSize(2);
        at(fixture.clockwork(), up.plusSeconds(1));
        assertThat(fixture.letters).hasSize(2);
    }

    @Test
    @DisplayName("P-4: the window is counted in real time where the clock on the wall jumps")
    void countsRealTimeInANightWithAnHourMore() {
        Instant end =
                LocalDateTime.parse("2026-10-24T17:00")
                        .atZone(ZoneId.of("Europe/Brussels"))
                        .toInstant();
        fixture.now = end.minus(Duration.ofDays(3));
        MeetingId meeting = fixture.booked(end.minusSeconds(3600), end);
        MeetingClock clock = fixture.clockwork();
        at(clock, end.plus(Duration.ofDays(2)).minusMillis(1));
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.UNCONFIRMED);
        at(
                clock,
                LocalDateTime.parse("2026-10-26T16:00")
                        .atZone(ZoneId.of("Europe/Brussels"))
                        .toInstant());
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.CONFIRMED);
    }

    @ParameterizedTest(name = "a meeting that ends {0} is decided {1}, of a hub that is up at {2}")
    @CsvSource({
        "2026-10-24T15:00:00Z, 2026-10-26T15:00:00Z, 2026-10-27T16:00:00Z",
        "2026-03-28T16:00:00Z, 2026-03-30T16:00:00Z, 2026-03-31T15:00:00Z"
    })
    @DisplayName("P-4: down for three days over the night the clock jumps: real time, and once")
    void catchesUpOverANightTheClockJumps(Instant end, Instant due, Instant up) {
        fixture.now = end.minus(Duration.ofDays(3));
        MeetingId meeting = fixture.booked(end.minusSeconds(3600), end);
        at(fixture.clockwork(), up);
        at(fixture.clockwork(), up.plusSeconds(60));
        assertThat(fixture.steps(meeting)).hasSize(3).endsWith("time confirmed " + due + " " + up);
        assertThat(fixture.letters).isEmpty();
    }

    @Test
    @DisplayName("P-4, P-9: a clock that is set back undoes nothing, and does nothing twice")
    void undoesNothingWhenTheClockIsSetBack() {
        MeetingId meeting = fixture.booked();
        MeetingClock clock = fixture.clockwork();
        at(clock, END.plus(Duration.ofMinutes(30)));
        List<String> steps = fixture.steps(meeting);
        at(clock, START.minus(Duration.ofHours(1)));
        assertThat(fixture.steps(meeting)).isEqualTo(steps);
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.UNCONFIRMED);
        assertThat(fixture.does(meeting, new MeetingEvent.Cancel(), FIRST))
                .isEqualTo(new MeetingBook.Outcome.Refused(MeetingOutcome.Reason.BEGUN));
        at(clock, END.plus(Duration.ofMinutes(40)));
        assertThat(fixture.steps(meeting)).isEqualTo(steps);
        assertThat(fixture.letters).hasSize(2);
    }

    @Test
    @DisplayName(
            "P-1: where programs are switched off nothing is decided, and later it is as of then")
    void waitsWhereTheOrganizationHasNoPrograms() {
        MeetingId meeting = fixture.booked();
        Organization organization = new Organization(fixture.database, new Audit(fixture.clock));
        organization.usePrograms(false, ADA);
        at(fixture.clockwork(), END.plus(Duration.ofDays(3)));
        assertThat(fixture.status(meeting)).isEqualTo(MeetingStatus.UPCOMING);
        organization.usePrograms(true, ADA);
        at(fixture.clockwork(), END.plus(Duration.ofDays(4)));
        assertThat(fixture.meetings.steps(meeting).getLast().atMs())
                .isEqualTo(END.plus(Duration.ofDays(2)).toEpochMilli());
    }

    @Test
    @DisplayName("P-6: new windows hold for what is not decided, from the change on")
    void changedSettingsLeaveWhatIsDecided() {
        MeetingId decided = fixture.booked();
        MeetingId waits = fixture.booked(START.plusSeconds(7200), END.plusSeconds(7200));
        fixture.now = END;
        fixture.does(decided, new MeetingEvent.Confirm(), FIRST);
        fixture.now = END.plus(Duration.ofHours(10));
        Program program = fixture.path().program();
        Verification shorter =
                new Verification(true, Optional.empty(), Duration.ofHours(1), Instant.EPOCH);
        Program wanted =
                new Program(
                        program.id(),
                        program.event(),
                        program.kind(),
                        program.name(),
                        program.roles(),
                        shorter,
                        program.hours(),
                        program.hoursBy(),
                        program.door(),
                        program.version());
        assertThat(fixture.programs.change(wanted, "as agreed", ADA))
                .isInstanceOf(ProgramBook.Outcome.Done.class);
        Instant since = fixture.now;
        at(fixture.clockwork(), since.plusSeconds(5));
        assertThat(fixture.meeting(decided).state().by()).isEqualTo(DecidedBy.PERSON);
        assertThat(fixture.steps(waits))
                .endsWith("time confirmed " + since + " " + since.plusSeconds(5));
    }

    @Test
    void aLetterThatIsNotTakenIsTriedAgain() {
        fixture.booked();
        fixture.mailWorks = false;
        MeetingClock clock = fixture.clockwork();
        Instant asked = END.plus(Duration.ofMinutes(30));
        at(clock, asked);
        assertThat(attempts()).as("a server that is away is left alone for a round").isEqualTo(1);
        at(clock, asked.plusSeconds(30));
        at(clock, asked.plusSeconds(59));
        assertThat(attempts()).isEqualTo(2);
        fixture.mailWorks = true;
        at(clock, asked.plusSeconds(60));
        assertThat(fixture.letters).hasSize(1);
        at(clock, asked.plusSeconds(90));
        assertThat(fixture.letters).hasSize(2);
        assertThat(fixture.count("SELECT count(*) FROM meeting_notice WHERE state = 'sent'"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("P-4: letters that take long keep no meeting waiting for its decision")
    void decidesBetweenLetters() {
        MeetingId last = fixture.booked();
        for (int i = 0; i < 29; i++) {
            fixture.booked();
        }
        List<MeetingStatus> seen = new ArrayList<>();
        Mailer slow =
                _ -> {
                    seen.add(fixture.status(last));
                    fixture.now = END.plus(Duration.ofDays(2));
                };
        Notices notices = new Notices(fixture.database, fixture.clock, slow, (_, _) -> "");
        fixture.now = END.plus(Duration.ofMinutes(30));
        new MeetingClock(fixture.database, fixture.clock, notices, _ -> {}).catchUp();
        assertThat(seen).hasSize(60).startsWith(MeetingStatus.UNCONFIRMED);
        assertThat(seen).endsWith(MeetingStatus.CONFIRMED);
    }

    private static long attempts() {
        return fixture.count("SELECT sum(attempts) FROM meeting_notice");
    }

    @Test
    @DisplayName("P-7, P-9: a letter asks in every language, and has nothing of notes and names")
    void aLetterSaysWhenAndWhereInEveryLanguageAndLeadsToTheOwnPage() {
        fixture.booked();
        fixture.paths.authorize(
                fixture.path(), Optional.of(Duration.ofHours(9)), "between-us", ADA);
        at(fixture.clockwork(), END.plus(Duration.ofMinutes(30)));
        assertThat(fixture.letters.getFirst().text())
                .contains("did it take place?", "Fand es statt?", "Room 1", "10:00–11:00")
                .contains("https://hub/my/e1/1")
                .doesNotContain("Group A", "Given", "Family", "between-us");
    }

    private void at(MeetingClock clock, Instant now) {
        fixture.now = now;
        clock.catchUp();
    }
}
