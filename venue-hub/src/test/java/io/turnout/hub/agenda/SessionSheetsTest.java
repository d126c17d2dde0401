package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.SheetOffice.ADA;
import static io.turnout.hub.agenda.SheetOffice.EVENT;
import static io.turnout.hub.agenda.SheetOffice.HEADING;
import static io.turnout.hub.agenda.SheetOffice.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.SheetOffice.Sheet;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.sheet.Office;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.RoomId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Sessions as a sheet, out and in")
final class SessionSheetsTest {
    @TempDir private Path folder;
    private SheetOffice office;

    @BeforeEach
    void start() {
        office = new SheetOffice(folder);
    }

    @AfterEach
    void stop() {
        office.close();
    }

    @Test
    @DisplayName("S-11 rows without an id are new sessions, with the event's own rules where empty")
    void addsRowsWithoutAnId() {
        SessionDraft first = office.session("e1-007");
        SessionDraft second = office.session("e1-1e5");

        assertThat(first.title()).isEqualTo("=1+1");
        assertThat(first.presenters()).containsExactly("@ada", "+Zoë Ünal 東京");
        assertThat(first.groups()).containsExactly("a", "b");
        assertThat(first.start()).isEqualTo(Instant.parse("2026-02-01T08:30:00Z"));
        assertThat(first.attendance().checkInCode()).isEqualTo("1E5");
        assertThat(first.attendance().checkIn()).isTrue();
        assertThat(first.door().capacity()).contains(40);
        assertThat(second.room()).isEqualTo(new RoomId("r2"));
        assertThat(second.end()).isEqualTo(Instant.parse("2026-02-02T22:30:00Z"));
        assertThat(office.told).containsExactly(EVENT);
    }

    @Test
    @DisplayName(
            "S-10 the sheet has the id first, the fields, and last the check-in and check-out columns")
    void hasItsColumnsInOrder() {
        String csv = new String(office.csv(), StandardCharsets.UTF_8);

        assertThat(csv).startsWith("\ufeff" + HEADING + "\r\n").doesNotContain("Ethics");
        assertThat(office.xlsx()).startsWith((byte) 'P', (byte) 'K');
    }

    @Test
    @DisplayName("S-10 a sheet that comes back as it was changes nothing")
    void changesNothingWhereNothingChanged() {
        for (byte[] file : List.of(office.xlsx(), office.csv())) {
            assertThat(office.preview(ADA, file).preview()).isEqualTo(new Preview(List.of(), 2));
        }
    }

    @Test
    @DisplayName("S-10 it goes through LibreOffice and comes back unchanged, as XLSX, ODS and CSV")
    void survivesARealSpreadsheetProgram() throws Exception {
        Office program = Office.in(folder.resolve("program"));
        Preview same = new Preview(List.of(), 2);

        byte[] ods = program.saved(office.xlsx(), "xlsx", "ods");
        assertThat(office.preview(ADA, program.saved(ods, "ods", "xlsx")).preview())
                .isEqualTo(same);
        assertThat(office.preview(ADA, program.saved(ods, "ods", Office.CSV)).preview())
                .isEqualTo(same);
        byte[] fromCsv = program.saved(office.csv(), "csv", "xlsx");
        assertThat(office.preview(ADA, fromCsv).preview()).isEqualTo(same);
        assertThat(office.preview(ADA, program.saved(fromCsv, "xlsx", Office.CSV)).preview())
                .isEqualTo(same);
    }

    @Test
    @DisplayName("S-10 the preview tells field by field what changes, and then that is done")
    void changesWhatItShows() {
        Sheet sheet = office.download();
        sheet.set(1, "Title", "Ways");
        sheet.set(1, "Room", "Room 2");
        sheet.set(1, "Check-Out Required", "YES");
        byte[] file = sheet.bytes();

        Preview preview = office.preview(ADA, file).preview();
        assertThat(preview.unchanged()).isEqualTo(1);
        assertThat(preview.lines())
                .containsExactly(
                        new Preview.Line(
                                2,
                                "Ways",
                                false,
                                List.of(
                                        new Preview.Change("Title", "=1+1", "Ways"),
                                        new Preview.Change("Room", "Room 1", "Room 2"),
                                        new Preview.Change("Check-Out Required", "no", "yes"))));
        assertThat(office.session("e1-007").title()).isEqualTo("=1+1");
        office.take(ADA, file);
        assertThat(office.session("e1-007").title()).isEqualTo("Ways");
        assertThat(office.session("e1-007").attendance().checkOut()).isTrue();
        assertThat(office.session("e1-007").attendance().studies())
                .extracting(SessionDraft.Study::name)
                .containsExactly("Ethics");
    }

    @Test
    @DisplayName("S-10 each fault is told with row, column and what to do, and nothing is written")
    void tellsAllFaultsByRowAndColumn() {
        Sheet sheet = office.download();
        sheet.set(1, "Title", "");
        sheet.set(1, "Room", "Cellar");
        sheet.set(1, "Capacity", "many");
        sheet.set(1, "Check-In Required", "perhaps");
        sheet.set(2, "Start", "25:00");
        sheet.set(2, "Who May Enter", "Nobody");
        sheet.add(",,new,New,Room 1,2026-02-01,10:00,,11:00");

        assertThat(office.problems(ADA, sheet.bytes()))
                .extracting(
                        p -> "%d %s: %s. %s".formatted(p.line(), p.element(), p.reason(), p.cure()))
                .containsExactlyInAnyOrder(
                        "2 D (Title): is empty. Something belongs here",
                        "2 E (Room): cannot be “Cellar”. Write one of: Room 1, Room 2",
                        "2 N (Capacity): cannot be “many”. A whole number from 0 to 1,000,000",
                        "2 T (Check-In Required): cannot be “perhaps”. Write one of: yes, no",
                        "6 G (Start): cannot be “25:00”. A time of day, such as 14:05",
                        "6 O (Who May Enter): cannot be “Nobody”."
                                + " Write one of: Anyone, Registered only");
        assertThat(office.desk.book().all(EVENT)).hasSize(2);
    }

    @Test
    @DisplayName("S-10 ids are unknown, double or of a deleted session, codes are taken: all told")
    void tellsWhatOnlyTheHubKnows() {
        Sheet sheet = office.download();
        sheet.set(1, "Session ID", "e1-gone");
        sheet.add("e1-1e5,,X,Twice,Room 1,2026-02-01,10:00,,11:00");
        sheet.add(",,1E5,Other,Room 1,2026-02-01,10:00,,11:00");

        assertThat(office.problems(ADA, sheet.bytes()))
                .extracting(p -> p.element() + ": " + p.reason())
                .containsExactlyInAnyOrder(
                        "A (Session ID): there is no session “e1-gone” any more",
                        "A (Session ID): “e1-1e5” stands in row 6 already",
                        "C (Code): another session has the code “1E5”");
    }

    @Test
    @DisplayName("S-10 a column that is missing or unknown refuses the sheet, in German as well")
    void refusesAnotherHeading() {
        Asked german = new Asked("e1", "ada", Words.all().getLast());
        String file = HEADING.replace("Check-In Code", "PIN") + "\n,,,x,,,,,,,,,,,,,,,,,,,\n";

        assertThat(office.problems(ADA, bytes(file)))
                .extracting(Problem::reason)
                .containsExactly("missing column “Check-In Code”; unknown column “PIN”");
        assertThat(office.problems(german, bytes(file)))
                .extracting(Problem::reason)
                .containsExactly("es fehlt die Spalte “Check-in-Code”; unbekannte Spalte “PIN”");
    }

    @Test
    @DisplayName("S-10 a sheet in one language is read by somebody who has the other")
    void readsBothLanguages() {
        byte[] german = office.csv(Words.all().getLast());

        assertThat(new String(german, StandardCharsets.UTF_8))
                .contains("Sitzungs-ID", "Nur Angemeldete", ",ja,");
        assertThat(office.preview(ADA, german).preview()).isEqualTo(new Preview(List.of(), 2));
    }

    @Test
    @DisplayName("S-10 without attendance the last four columns are not there, and nothing is lost")
    void leavesOutWhatIsNotTracked() {
        office.database.change(handle -> handle.execute("UPDATE event SET attendance = 0"));
        Sheet sheet = office.download();
        sheet.set(1, "Title", "Ways");
        office.take(ADA, sheet.bytes());

        assertThat(new String(office.csv(), StandardCharsets.UTF_8))
                .doesNotContain("Check-In", "1E5,no");
        assertThat(office.session("e1-007").attendance().checkInCode()).isEqualTo("1E5");
    }

    @Test
    @DisplayName("S-10 a text that looks like a formula stays a text and never leaves as a formula")
    void keepsFormulasFromRunning() {
        Sheet sheet = office.download();
        sheet.set(1, "Code", "=HYPERLINK(A1)");

        assertThat(office.preview(ADA, sheet.bytes()).preview().lines().getFirst().changes())
                .containsExactly(new Preview.Change("Code", "007", "=HYPERLINK(A1)"));
        office.take(ADA, sheet.bytes());
        assertThat(new String(office.csv(), StandardCharsets.UTF_8))
                .contains(",'=HYPERLINK(A1),")
                .doesNotContain(",=HYPERLINK");
    }

    @Test
    @DisplayName("S-10 a start that the clock skips is moved, and the preview says so")
    void tellsWhatTheClockSkips() {
        Sheet sheet = office.download();
        sheet.set(1, "Date", "2026-03-29");
        sheet.set(1, "Start", "02:30");

        ImportResult<SessionPlan> result = office.sheets.preview(ADA, sheet.bytes());
        assertThat(((Imported<SessionPlan>) result).notes())
                .extracting(Note::text)
                .containsExactly("The clock jumps over 02:30 that night: taken as 03:30.");
    }
}
