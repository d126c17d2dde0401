package io.turnout.hub.programs;

import static io.turnout.hub.programs.ProgramFixture.ADA;
import static io.turnout.hub.programs.ProgramFixture.END;
import static io.turnout.hub.programs.ProgramFixture.FIRST;
import static io.turnout.hub.programs.ProgramFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.store.TestPostgres;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.RoomId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every migration runs on a real PostgreSQL, and so does what programs ask of the database: booking
 * and answering, the clock, sums, lists that go out and come in.
 */
final class ProgramsOnPostgresTest {
    private static TestPostgres postgres;
    private static ProgramFixture fixture;

    @BeforeAll
    static void start(@TempDir java.nio.file.Path folder) throws Exception {
        postgres = TestPostgres.start(folder);
        fixture = new ProgramFixture(postgres.database());
    }

    @AfterAll
    static void stop() throws Exception {
        if (postgres != null) { // where there is none the test is skipped
            postgres.close();
        }
    }

    @BeforeEach
    void begin() {
        fixture.begin();
    }

    @Test
    @DisplayName("P-3, P-4, P-9: meetings are booked, answered and decided by the clock")
    void meetingsLiveThere() {
        MeetingId waits = fixture.booked();
        MeetingId late = fixture.booked(START.plusSeconds(60), END.plusSeconds(60));
        fixture.now = START.minus(Duration.ofHours(1));
        fixture.does(late, new MeetingEvent.Cancel(), FIRST);
        MeetingClock clock = fixture.clockwork();
        fixture.now = END.plus(Duration.ofMinutes(30));
        clock.catchUp();
        assertThat(fixture.letters).hasSize(2);
        assertThat(fixture.status(waits)).isEqualTo(MeetingStatus.UNCONFIRMED);
        fixture.now = END.plus(Duration.ofDays(3));
        clock.catchUp();
        assertThat(fixture.status(waits)).isEqualTo(MeetingStatus.CONFIRMED);
        assertThat(fixture.status(late)).isEqualTo(MeetingStatus.LATE_CANCELLED);
        assertThat(fixture.meetings.hours(fixture.path()).orElseThrow().used())
                .isEqualTo(Duration.ofHours(1));
        MeetingQueries.Totals totals = fixture.meetings.totals(fixture.path().program()).getFirst();
        assertThat(totals.confirmed()).isEqualTo(1);
        assertThat(totals.late()).isEqualTo(1);
    }

    @Test
    void whatPagesAndProgramsReadIsThere() {
        MeetingId meeting = fixture.booked();
        Path path = fixture.path();
        assertThat(fixture.meetings.ofPath(path.id(), 10, 0)).hasSize(1);
        assertThat(fixture.meetings.countOfPath(path.id())).isEqualTo(1);
        assertThat(fixture.meetings.ofPerson("e1", 1, 10)).hasSize(1);
        assertThat(fixture.meetings.pathsOf("e1", 1)).hasSize(1);
        List<Meeting> all = fixture.meetings.after(path.id(), 0, 10);
        assertThat(fixture.meetings.numbers(all).get(meeting)).containsExactly("N1", "N2");
        assertThat(fixture.meetings.steps(meeting)).hasSize(1);
        assertThat(fixture.meetings.conflicts(new RoomId("r1"), START, END, Optional.empty()))
                .hasSize(1);
        assertThat(new MeetingCalendar(fixture.database).of("e1", 1, "Mine", 10))
                .contains("BEGIN:VEVENT");
        assertThat(fixture.paths.seenBy(ADA, "e1").test(path)).isTrue();
    }

    @Test
    @DisplayName("P-9: every list goes out, and meetings come in again")
    void listsGoOutAndComeIn() {
        fixture.booked();
        fixture.paths.authorize(fixture.path(), Optional.empty(), "note", ADA);
        for (ProgramList list : ProgramList.values()) {
            assertThat(export(list).lines().count()).as(list.key()).isGreaterThan(1);
        }
        String before = export(ProgramList.MEETINGS);
        assertThat(take(before)).isEqualTo(new MeetingCounts(0, 1));
        String more =
                """
                program,path,key,start,end,room,participants,status,instead_of
                Mentors,Group A,a,2026-02-01T10:00Z,2026-02-01T11:00Z,Room 1,N1;N2,confirmed,
                Mentors,Group A,b,2026-02-01T12:00Z,2026-02-01T13:00Z,r2,N3,,a
                """;
        assertThat(take(more)).isEqualTo(new MeetingCounts(2, 0));
        assertThat(take(more)).isEqualTo(new MeetingCounts(0, 2));
        assertThat(export(ProgramList.MEETINGS).lines()).hasSize(4);
    }

    private static String export(ProgramList list) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProgramExport.Asked asked =
                new ProgramExport.Asked(list, fixture.path().program(), Optional.empty(), false);
        new ProgramExport(fixture.database)
                .write(asked, ZoneOffset.UTC, CsvSheet.plain(out, list.columns()));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static MeetingCounts take(String list) {
        ImportResult<MeetingCounts> result =
                new MeetingImport(
                                fixture.database, new Audit(fixture.clock), fixture.clock, _ -> {})
                        .run(
                                new Asked("e1", "ada", Words.english()),
                                list.getBytes(StandardCharsets.UTF_8));
        assertThat(result).isInstanceOf(Imported.class);
        return ((Imported<MeetingCounts>) result).value();
    }
}
