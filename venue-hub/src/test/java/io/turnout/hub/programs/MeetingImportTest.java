package io.turnout.hub.programs;

import static io.turnout.hub.programs.ProgramFixture.ADA;
import static io.turnout.hub.programs.ProgramFixture.END;
import static io.turnout.hub.programs.ProgramFixture.FIRST;
import static io.turnout.hub.programs.ProgramFixture.RUNNER;
import static io.turnout.hub.programs.ProgramFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.programs.Program.HoursBy;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.sheet.RowWriter;
import io.turnout.hub.sheet.XlsxSheet;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.RoomId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lists of meetings that come in: from elsewhere, and those that were taken away here. */
final class MeetingImportTest extends WithPrograms {
    private static final String NEEDED = "program,path,key,start,end,room,participants";
    private static final String STATUS = NEEDED + ",status,decided_by,disputed,minutes_said";
    private static final String PAST =
            "Mentors,Group A,%s,2026-02-01 10:00,2026-02-01 11:00,Room 1,N1;N2";
    private static final String TO_COME =
            "Mentors,Group A,%s,2026-03-02T10:00Z,2026-03-02T11:00Z,Room 1,N1";
    private static final List<String> OF_THIS_HUB = List.of("meeting", "minutes_at_door");

    @Test
    @DisplayName("P-9: a list adds its meetings, past and to come, and once more changes nothing")
    void aListAddsOnceWhatItHas() {
        byte[] list =
                csv(
                        STATUS,
                        PAST.formatted("old-1") + ",confirmed,person,no,50",
                        PAST.formatted("old-2") + ",not-held,,,",
                        PAST.formatted("old-3") + ",gone,person,,",
                        TO_COME.formatted("new-1") + ",,,,");
        assertThat(value(look(list)).added()).isEqualTo(4);
        assertThat(fixture.count("SELECT count(*) FROM meeting")).isZero();
        assertThat(value(take(list))).isEqualTo(new MeetingCounts(4, 0));
        assertThat(fixture.told).containsExactly("e1");
        List<List<String>> before = exported();
        assertThat(value(take(list))).isEqualTo(new MeetingCounts(0, 4));
        assertThat(value(look(list)).lines()).isEmpty();
        assertThat(exported()).isEqualTo(before);
        assertThat(fixture.told).hasSize(1);
        assertThat(fixture.count("SELECT count(*) FROM meeting_step")).isEqualTo(4);
        assertThat(fixture.count("SELECT count(*) FROM audit WHERE what = 'import meetings'"))
                .isEqualTo(1);
        assertThat(fixture.meetings.hours(fixture.path()).orElseThrow().used())
                .as("P-5: hours are those of confirmed meetings, also of imported ones")
                .isEqualTo(Duration.ofMinutes(50));
    }

    @Test
    @DisplayName("P-3, P-4, P-9: what is taken away comes in again as it was, also elsewhere")
    void exportAndImportAreOneAnothersInverse() {
        everyKindOfMeeting();
        List<List<String>> before = exported();
        assertThat(before)
                .extracting(row -> cell(row, "status"))
                .containsOnlyOnce(
                        "upcoming",
                        "unconfirmed",
                        "confirmed",
                        "not-held",
                        "late-cancelled",
                        "gone");
        for (boolean packed : List.of(false, true)) {
            byte[] file = file(before, packed);
            List<List<String>> here = exported();
            assertThat(value(take(file))).isEqualTo(new MeetingCounts(0, before.size()));
            assertThat(exported()).isEqualTo(here);
            fixture.database.change(handle ->
                    List.of("meeting_notice", "meeting_comment", "meeting_step", "meeting_person")
                            .forEach(table -> handle.execute("DELETE FROM " + table)));
            fixture.database.change(handle -> handle.execute("DELETE FROM meeting"));
            assertThat(value(take(file))).isEqualTo(new MeetingCounts(before.size(), 0));
            assertThat(portable(exported())).isEqualTo(portable(before));
        }
    }

    /** Of each status one, one of them disputed, and one in place of another. */
    private void everyKindOfMeeting() {
        MeetingId held = fixture.booked();
        MeetingId not = fixture.booked(START.plusSeconds(60), END.plusSeconds(60));
        MeetingId gone = fixture.booked(START.plusSeconds(120), END.plusSeconds(120));
        MeetingId late = fixture.booked(START.plusSeconds(180), END.plusSeconds(180));
        fixture.does(gone, new MeetingEvent.Cancel(), FIRST);
        fixture.now = START.minus(Duration.ofHours(2));
        MeetingEvent.Reschedule later =
                new MeetingEvent.Reschedule(
                        START.plus(Duration.ofDays(9)), END.plus(Duration.ofDays(9)));
        fixture.does(late, later, FIRST);
        fixture.now = END.plusSeconds(300);
        fixture.does(held, new MeetingEvent.OtherDuration(Duration.ofMinutes(45)), FIRST);
        fixture.does(held, new MeetingEvent.Dispute(), new Actor.Participant(2));
        fixture.does(not, new MeetingEvent.DidNotTakePlace(), RUNNER);
        fixture.now = END.plus(Duration.ofDays(3));
        fixture.booked(fixture.now.plusSeconds(60), fixture.now.plusSeconds(3_600));
        fixture.now = fixture.now.plusSeconds(120);
        fixture.clockwork().catchUp();
    }

    @Test
    @DisplayName("P-4: of an open meeting that is over people are asked, or its window decides")
    void whatNobodyDecidedIsLeftToTheClock() {
        fixture.now = END.plus(Duration.ofHours(1));
        take(csv(NEEDED, PAST.formatted("long-over"), TO_COME.formatted("just-over")));
        assertThat(exported())
                .extracting(row -> cell(row, "key") + " " + cell(row, "status"))
                .containsExactly("long-over confirmed", "just-over unconfirmed");
        fixture.clockwork().catchUp();
        assertThat(fixture.letters).extracting(Mailer.Letter::to).containsExactly("a1@example.org");
        assertThat(fixture.steps(new MeetingId(fixture.count("SELECT min(id) FROM meeting"))))
                .containsExactly(
                        "import upcoming " + fixture.now + " " + fixture.now,
                        "time unconfirmed 2026-02-01T10:00:00Z " + fixture.now,
                        "time confirmed 2026-02-23T10:00:00Z " + fixture.now);
    }

    @Test
    @DisplayName("P-9: what this hub's rules could not have come to is refused, line by line")
    void saysOfEachLineWhatIsWrong() {
        byte[] form =
                csv(
                        STATUS,
                        PAST.formatted("k2") + ",held,,,",
                        PAST.formatted("k3") + ",confirmed,,maybe,1441",
                        PAST.formatted("k3") + ",,,,",
                        PAST.formatted("k5").replace("11:00", "09:00") + ",,,,",
                        PAST.formatted("k6").replace("10:00", "ten") + ",,,,",
                        PAST.formatted("") + ",,,,");
        assertThat(problems(take(form)))
                .extracting(problem -> problem.line() + " " + problem.element())
                .containsExactly(
                        "2 H (status)",
                        "3 J (disputed)",
                        "3 K (minutes_said)",
                        "4 C (key)",
                        "5 E (end)",
                        "6 D (start)",
                        "7 C (key)");
        byte[] rules =
                csv(
                        STATUS,
                        TO_COME.formatted("k2") + ",confirmed,,,",
                        TO_COME.formatted("k3") + ",late-cancelled,,,",
                        PAST.formatted("k4") + ",not-held,window,,",
                        PAST.formatted("k5") + ",upcoming,admin,,",
                        PAST.formatted("k6") + ",gone,,yes,",
                        PAST.formatted("k7") + ",not-held,,,30");
        assertThat(problems(take(rules)))
                .extracting(problem -> problem.line() + " " + problem.element())
                .containsExactly(
                        "2 H (status)",
                        "3 H (status)",
                        "4 I (decided_by)",
                        "5 I (decided_by)",
                        "6 J (disputed)",
                        "7 K (minutes_said)");
        assertThat(problems(take(rules)).getFirst().sentence())
                .isEqualTo(
                        "line 2, H (status): the meeting is not over: nobody can know yet whether"
                                + " it takes place. Leave the status empty, or write gone for one"
                                + " that was cancelled.");
        assertThat(fixture.count("SELECT count(*) FROM meeting")).isZero();
    }

    @Test
    void whatIsNamedMustBeHereAndWhoIsToMeetInThePath() {
        byte[] list =
                csv(
                        NEEDED + ",instead_of",
                        PAST.formatted("a").replace("Mentors", "Nobody") + ",",
                        PAST.formatted("b").replace("Group A", "Group Z") + ",",
                        PAST.formatted("c").replace("Room 1", "Room 9") + ",",
                        PAST.formatted("d").replace("N2", "N99") + ",",
                        PAST.formatted("e") + ",nothing",
                        TO_COME.formatted("f").replace("N1", "N3") + ",",
                        PAST.formatted("g").replace("N1", "N3") + ",f");
        assertThat(problems(take(list)))
                .extracting(problem -> problem.line() + " " + problem.reason())
                .containsExactly(
                        "2 there is no program “Nobody”",
                        "3 there is no path “Group Z” in this program",
                        "4 there is no room “Room 9”",
                        "5 there is no attendee “N99”",
                        "6 there is no meeting “nothing” in this program, neither here nor in the"
                                + " list",
                        "7 not in the path “Group A”: “N3”");
        assertThat(fixture.count("SELECT count(*) FROM meeting")).isZero();
    }

    @Test
    @DisplayName("P-3: a program without late cancels or verification takes no such meeting")
    void theSettingsOfTheProgramHold() {
        fixture.make("Others", Optional.empty(), HoursBy.DOOR);
        fixture.database.change(handle -> {
            handle.execute("UPDATE program SET late_min = NULL WHERE name = 'Mentors'");
            handle.execute(
                    "UPDATE program SET verified = 0, late_min = NULL, auto_confirm_min = 0"
                            + " WHERE name = 'Others'");
        });
        fixture.paths.make(fixture.programs.of("e1").getLast(), "Group A", ADA);
        String others = PAST.replace("Mentors", "Others");
        String confirmed = others.formatted("c") + ",confirmed,,,";
        byte[] list =
                csv(
                        STATUS,
                        PAST.formatted("a") + ",late-cancelled,,,",
                        others.formatted("a") + ",not-held,,,",
                        others.formatted("b") + ",confirmed,person,,",
                        confirmed);
        assertThat(problems(take(list))).extracting(Problem::line).containsExactly(2, 3, 4);
        take(csv(STATUS, confirmed, others.formatted("d") + ",,,,"));
        assertThat(fixture.count("SELECT count(*) FROM meeting WHERE decided_by = 'unverified'"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("P-9: a list changes no meeting that is here, and says so of one that differs")
    void aMeetingThatIsHereStaysAsItIs() {
        String held = PAST.formatted("a") + ",confirmed,,,";
        take(csv(STATUS, held, TO_COME.formatted("b") + ",,,,"));
        fixture.does(
                new MeetingId(fixture.count("SELECT max(id) FROM meeting")),
                new MeetingEvent.Cancel(),
                FIRST);
        assertThat(value(take(csv(STATUS, TO_COME.formatted("b") + ",upcoming,,,"))))
                .as("what became of it here since is no difference")
                .isEqualTo(new MeetingCounts(0, 1));
        String other = held.replace("Room 1", "Room 2").replace("N1;", "").replace("11:", "12:");
        assertThat(problems(take(csv(STATUS, other))).getFirst().reason())
                .isEqualTo("the meeting “a” is here already, with another end, room, participants");
        assertThat(
                        problems(take(csv(STATUS, held.replace("confirmed", "not-held"))))
                                .getFirst()
                                .reason())
                .endsWith("with another status");
    }

    @Test
    void saysWhatElseIsInTheRoomThen() {
        TestDatabase.session(
                fixture.database, "s1", "r1", START.toEpochMilli(), END.toEpochMilli());
        fixture.book(END, END.plusSeconds(600), 1L);
        byte[] list =
                csv(
                        NEEDED,
                        TO_COME.formatted("a"),
                        TO_COME.formatted("b").replace("10:00", "10:30"),
                        TO_COME.formatted("c").replace("Room 1", "r2"),
                        PAST.formatted("d"),
                        PAST.formatted("e"));
        assertThat(notes(look(list)))
                .containsExactly(
                        "2 F (room): something else is in “Room 1” then: “Session s1”",
                        "3 F (room): something else is in “Room 1” then: “Group A”");
    }

    @Test
    void whatDoorsSawElsewhereIsNotTakenAndSaid() {
        byte[] list = csv(NEEDED + ",minutes_at_door", PAST.formatted("a") + ",55");
        assertThat(notes(take(list)))
                .singleElement()
                .asString()
                .startsWith("2 H (minutes_at_door): What doors measured elsewhere");
        assertThat(fixture.count("SELECT count(*) FROM meeting WHERE door_ms IS NOT NULL"))
                .isZero();
    }

    @Test
    @DisplayName("P-7: a list has no column for the note on hours, nor for comments")
    void notesAndCommentsAreNoColumns() {
        for (String column : List.of("note", "comment")) {
            byte[] list = csv(NEEDED + "," + column, PAST.formatted("a") + ",hidden");
            assertThat(problems(take(list)).getFirst().reason())
                    .isEqualTo("unknown column “" + column + "”");
        }
    }

    @Test
    void nothingIsHalfWrittenWhereItIsStopped() {
        String rows =
                IntStream.range(0, 1_200)
                        .mapToObj(i -> PAST.formatted("k" + i))
                        .collect(Collectors.joining("\n"));
        byte[] list = csv(NEEDED, rows);
        Progress[] progress = new Progress[1];
        progress[0] =
                new Progress(() -> {
                    if (progress[0].at().stage() == Progress.Stage.WRITING) {
                        progress[0].stop();
                    }
                });
        Asked asked = new Asked("e1", "ada", Words.english(), progress[0]);
        assertThatThrownBy(() -> imports().run(asked, list)).isInstanceOf(Progress.Stopped.class);
        assertThat(fixture.count("SELECT count(*) FROM meeting")).isZero();
        assertThat(fixture.told).isEmpty();
    }

    @Test
    void aBookedMeetingHasAKeyOfItsOwn() {
        fixture.booked();
        fixture.book(START, END, 1L);
        assertThat(exported()).extracting(row -> cell(row, "key")).doesNotContain("").hasSize(2);
        assertThat(exported()).extracting(row -> cell(row, "key")).doesNotHaveDuplicates();
    }

    @Test
    void timesAreThoseOfTheVenueWhereTheyHaveNoOffset() {
        fixture.database.change(h -> h.execute("UPDATE event SET zone = 'Europe/Brussels'"));
        take(csv(NEEDED, PAST.formatted("a")));
        fixture.database.change(h -> h.execute("UPDATE event SET zone = 'UTC'"));
        assertThat(cell(exported().getFirst(), "start")).isEqualTo("2026-02-01T09:00:00Z");
        assertThat(fixture.meeting(new MeetingId(fixture.count("SELECT id FROM meeting"))).room())
                .isEqualTo(new RoomId("r1"));
    }

    private static MeetingImport imports() {
        return new MeetingImport(
                fixture.database, new Audit(fixture.clock), fixture.clock, fixture.told::add);
    }

    private static ImportResult<Preview> look(byte[] list) {
        return imports().preview(new Asked("e1", "ada", Words.english()), list);
    }

    private static ImportResult<MeetingCounts> take(byte[] list) {
        return imports().run(new Asked("e1", "ada", Words.english()), list);
    }

    private static <T> T value(ImportResult<T> result) {
        assertThat(result).isInstanceOf(Imported.class);
        return ((Imported<T>) result).value();
    }

    private static List<String> notes(ImportResult<?> result) {
        List<String> notes = new ArrayList<>();
        for (Note note : ((Imported<?>) result).notes()) {
            notes.add("%d %s: %s".formatted(note.line(), note.element(), note.text()));
        }
        return notes;
    }

    private static List<Problem> problems(ImportResult<?> result) {
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected<?>) result).problems();
    }

    private static byte[] csv(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    /** As it is taken away. */
    private static byte[] file(List<List<String>> rows, boolean packed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> columns = ProgramList.MEETINGS.columns();
        RowWriter sheet =
                packed ? new XlsxSheet(out, "meetings", columns) : CsvSheet.marked(out, columns);
        rows.forEach(sheet::row);
        sheet.finish();
        return out.toByteArray();
    }

    private static List<List<String>> exported() {
        return ProgramExportTest.rows(ProgramList.MEETINGS, false);
    }

    private static String cell(List<String> row, String column) {
        return row.get(ProgramList.MEETINGS.columns().indexOf(column));
    }

    /** But for what only this hub can know of them. */
    private static List<List<String>> portable(List<List<String>> rows) {
        List<String> columns = ProgramList.MEETINGS.columns();
        return rows.stream()
                .map(row ->
                        columns.stream()
                                .filter(column -> !OF_THIS_HUB.contains(column))
                                .map(column -> cell(row, column))
                                .toList())
                .toList();
    }
}
