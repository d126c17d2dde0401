package io.turnout.hub.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.sheet.Cell;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.sheet.Office;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.RoomId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Sessions as a sheet, out and in")
final class SessionSheetsTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-31T09:00:00Z"));
    private static final EventId EVENT = new EventId("e1");
    private static final Asked ADA = new Asked("e1", "ada", Words.english());
    private static final Asked BOB = new Asked("e1", "bob", Words.english());
    private static final String HEADING =
            "Session ID,Revision,Code,Title,Room,Date,Start,End Date,End,Track,Presenters,"
                    + "Description,Groups,Capacity,Who May Enter,Not Registered,Entering Again,"
                    + "Opens Before Start (Minutes),Closes Before End (Minutes),"
                    + "Check-In Required,Check-In Code,Check-Out Required,Check-Out Code";

    @TempDir private Path folder;
    private final List<EventId> told = new ArrayList<>();
    private Database database;
    private SessionDesk desk;
    private SessionSheets sheets;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        database.change(handle -> handle.execute("UPDATE event SET zone = 'Europe/Brussels'"));
        Audit audit = new Audit(CLOCK);
        desk =
                new SessionDesk(
                        database,
                        new EventBook(database, new Events(database, audit, CLOCK), audit),
                        new SessionBook(database, audit),
                        new Rooms(database, audit),
                        (_, _) -> Optional.empty(),
                        told::add);
        sheets = new SessionSheets(desk, CLOCK);
        take(ADA, bytes(made()));
        database.change(handle ->
                handle.execute("INSERT INTO session_study VALUES ('e1-007', 1, 'Ethics', '1.5')"));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    /** Two new sessions with all that a spreadsheet could spoil. */
    private static String made() {
        return HEADING
                + "\n,,007,=1+1,Room 1,2026-02-01,9.30,,10:15,3/4,\"@ada\n+Zoë Ünal 東京\","
                + "\"1E5\n-5\",\"b\na\",40,Registered only,Refuse,Never,20,5,yes,1E5,no,0.10"
                + "\n,,1E5,Überblick,Room 2,01.02.2026,23:00,2026-02-02,23:30,,,,,,,,,,,,,,\n";
    }

    @Test
    @DisplayName("S-11 rows without an id are new sessions, with the event's own rules where empty")
    void addsRowsWithoutAnId() {
        SessionDraft first = session("e1-007");
        SessionDraft second = session("e1-1e5");

        assertThat(first.title()).isEqualTo("=1+1");
        assertThat(first.presenters()).containsExactly("@ada", "+Zoë Ünal 東京");
        assertThat(first.groups()).containsExactly("a", "b");
        assertThat(first.start()).isEqualTo(Instant.parse("2026-02-01T08:30:00Z"));
        assertThat(first.attendance().checkInCode()).isEqualTo("1E5");
        assertThat(first.attendance().checkIn()).isTrue();
        assertThat(first.door().capacity()).contains(40);
        assertThat(second.room()).isEqualTo(new RoomId("r2"));
        assertThat(second.end()).isEqualTo(Instant.parse("2026-02-02T22:30:00Z"));
        assertThat(told).containsExactly(EVENT);
    }

    @Test
    @DisplayName(
            "S-10 the sheet has the id first, the fields, and last the check-in and check-out columns")
    void hasItsColumnsInOrder() {
        String csv = new String(csv(), StandardCharsets.UTF_8);

        assertThat(csv).startsWith("\ufeff" + HEADING + "\r\n").doesNotContain("Ethics");
        assertThat(xlsx()).startsWith((byte) 'P', (byte) 'K');
    }

    @Test
    @DisplayName("S-10 a sheet that comes back as it was changes nothing")
    void changesNothingWhereNothingChanged() {
        for (byte[] file : List.of(xlsx(), csv())) {
            assertThat(preview(ADA, file).preview()).isEqualTo(new Preview(List.of(), 2));
        }
    }

    @Test
    @DisplayName("S-10 it goes through LibreOffice and comes back unchanged, as XLSX, ODS and CSV")
    void survivesARealSpreadsheetProgram() throws Exception {
        Office office = Office.in(folder.resolve("office"));
        Preview same = new Preview(List.of(), 2);

        byte[] ods = office.saved(xlsx(), "xlsx", "ods");
        assertThat(preview(ADA, office.saved(ods, "ods", "xlsx")).preview()).isEqualTo(same);
        assertThat(preview(ADA, office.saved(ods, "ods", Office.CSV)).preview()).isEqualTo(same);
        byte[] fromCsv = office.saved(csv(), "csv", "xlsx");
        assertThat(preview(ADA, fromCsv).preview()).isEqualTo(same);
        assertThat(preview(ADA, office.saved(fromCsv, "xlsx", Office.CSV)).preview())
                .isEqualTo(same);
    }

    @Test
    @DisplayName("S-10 the preview tells field by field what changes, and then that is done")
    void changesWhatItShows() {
        Sheet sheet = sheet(csv());
        sheet.set(1, "Title", "Ways");
        sheet.set(1, "Room", "Room 2");
        sheet.set(1, "Check-Out Required", "YES");
        byte[] file = sheet.bytes();

        Preview preview = preview(ADA, file).preview();
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
        assertThat(session("e1-007").title()).isEqualTo("=1+1");
        take(ADA, file);
        assertThat(session("e1-007").title()).isEqualTo("Ways");
        assertThat(session("e1-007").attendance().checkOut()).isTrue();
        assertThat(session("e1-007").attendance().studies())
                .extracting(SessionDraft.Study::name)
                .containsExactly("Ethics");
    }

    @Test
    @DisplayName("S-10 one sheet is uploaded as often as its sender likes")
    void canBeRepeated() {
        Sheet sheet = sheet(csv());
        for (String title : List.of("First", "Second", "Third")) {
            sheet.set(1, "Title", title);
            take(ADA, sheet.bytes());
            assertThat(session("e1-007").title()).isEqualTo(title);
        }
    }

    @Test
    @DisplayName("S-10 each fault is told with row, column and what to do, and nothing is written")
    void tellsAllFaultsByRowAndColumn() {
        Sheet sheet = sheet(csv());
        sheet.set(1, "Title", "");
        sheet.set(1, "Room", "Cellar");
        sheet.set(1, "Capacity", "many");
        sheet.set(1, "Check-In Required", "perhaps");
        sheet.set(2, "Start", "25:00");
        sheet.set(2, "Who May Enter", "Nobody");
        sheet.add(",,new,New,Room 1,2026-02-01,10:00,,11:00");

        assertThat(problems(ADA, sheet.bytes()))
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
        assertThat(desk.book().all(EVENT)).hasSize(2);
    }

    @Test
    @DisplayName("S-10 ids are unknown, double or of a deleted session, codes are taken: all told")
    void tellsWhatOnlyTheHubKnows() {
        Sheet sheet = sheet(csv());
        sheet.set(1, "Session ID", "e1-gone");
        sheet.add("e1-1e5,,X,Twice,Room 1,2026-02-01,10:00,,11:00");
        sheet.add(",,1E5,Other,Room 1,2026-02-01,10:00,,11:00");

        assertThat(problems(ADA, sheet.bytes()))
                .extracting(p -> p.element() + ": " + p.reason())
                .containsExactlyInAnyOrder(
                        "A (Session ID): there is no session “e1-gone” any more",
                        "A (Session ID): “e1-1e5” stands in row 6 already",
                        "C (Code): another session has the code “1E5”");
    }

    @Test
    @DisplayName("S-10 what somebody else changed after the download is told and not overwritten")
    void tellsWhatOthersChanged() {
        Sheet sheet = sheet(csv());
        Sheet other = sheet(csv());
        other.set(1, "Title", "By Bob");
        take(BOB, other.bytes());
        sheet.set(1, "Track", "Law");
        sheet.set(2, "Track", "Law");

        List<Problem> problems = problems(ADA, sheet.bytes());
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().element()).isEqualTo("B (Revision)");
        assertThat(problems.getFirst().reason())
                .contains("bob changed this session at 10:00", "Title “By Bob”");
        assertThat(problems.getFirst().cure()).contains("Download the sheet again");
        assertThat(session("e1-007").title()).isEqualTo("By Bob");

        sheet.set(1, "Revision", "");
        take(ADA, sheet.bytes());
        assertThat(session("e1-007").title()).isEqualTo("=1+1");
    }

    @Test
    @DisplayName("S-10 a row that was not touched leaves what somebody else did, and says so")
    void leavesWhatItDoesNotTouch() {
        Sheet sheet = sheet(csv());
        Sheet other = sheet(csv());
        other.set(1, "Title", "By Bob");
        take(BOB, other.bytes());
        sheet.set(2, "Track", "Law");

        ImportResult<SessionPlan> result = sheets.preview(ADA, sheet.bytes());
        assertThat(((Imported<SessionPlan>) result).notes())
                .extracting(Note::line, Note::text)
                .singleElement()
                .asString()
                .contains("2", "bob changed this session", "was not touched");
        take(ADA, sheet.bytes());
        assertThat(session("e1-007").title()).isEqualTo("By Bob");
        assertThat(session("e1-1e5").track()).isEqualTo("Law");
    }

    @Test
    @DisplayName("S-10 somebody who saves between preview and confirmation is not overwritten")
    void storesNothingWhereSomebodyWasFaster() {
        Sheet sheet = sheet(csv());
        sheet.set(1, "Title", "Ways");
        sheet.add(",,new,New,Room 1,2026-02-01,10:00,,11:00");
        SessionPlan shown = preview(ADA, sheet.bytes());
        Sheet other = sheet(csv());
        other.set(1, "Title", "By Bob");
        take(BOB, other.bytes());

        assertThat(sheets.take(ADA, sheet.bytes(), shown)).isInstanceOf(Rejected.class);
        assertThat(session("e1-007").title()).isEqualTo("By Bob");
        assertThat(desk.book().all(EVENT)).hasSize(2);
    }

    @Test
    @DisplayName("S-10 a column that is missing or unknown refuses the sheet, in German as well")
    void refusesAnotherHeading() {
        Asked german = new Asked("e1", "ada", Words.all().getLast());
        String file = HEADING.replace("Check-In Code", "PIN") + "\n,,,x,,,,,,,,,,,,,,,,,,,\n";

        assertThat(problems(ADA, bytes(file)))
                .extracting(Problem::reason)
                .containsExactly("missing column “Check-In Code”; unknown column “PIN”");
        assertThat(problems(german, bytes(file)))
                .extracting(Problem::reason)
                .containsExactly("es fehlt die Spalte “Check-in-Code”; unbekannte Spalte “PIN”");
    }

    @Test
    @DisplayName("S-10 a sheet in one language is read by somebody who has the other")
    void readsBothLanguages() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sheets.csv(event(), desk.book().all(EVENT).values(), Words.all().getLast(), out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Sitzungs-ID", "Nur Angemeldete", ",ja,");
        assertThat(preview(ADA, out.toByteArray()).preview()).isEqualTo(new Preview(List.of(), 2));
    }

    @Test
    @DisplayName("S-10 without attendance the last four columns are not there, and nothing is lost")
    void leavesOutWhatIsNotTracked() {
        database.change(handle -> handle.execute("UPDATE event SET attendance = 0"));
        Sheet sheet = sheet(csv());
        sheet.set(1, "Title", "Ways");
        take(ADA, sheet.bytes());

        assertThat(new String(csv(), StandardCharsets.UTF_8)).doesNotContain("Check-In", "1E5,no");
        assertThat(session("e1-007").attendance().checkInCode()).isEqualTo("1E5");
    }

    @Test
    @DisplayName("S-10 a text that looks like a formula stays a text and never leaves as a formula")
    void keepsFormulasFromRunning() {
        Sheet sheet = sheet(csv());
        sheet.set(1, "Code", "=HYPERLINK(A1)");

        assertThat(preview(ADA, sheet.bytes()).preview().lines().getFirst().changes())
                .containsExactly(new Preview.Change("Code", "007", "=HYPERLINK(A1)"));
        take(ADA, sheet.bytes());
        assertThat(new String(csv(), StandardCharsets.UTF_8))
                .contains(",'=HYPERLINK(A1),")
                .doesNotContain(",=HYPERLINK");
    }

    @Test
    @DisplayName("S-10 a start that the clock skips is moved, and the preview says so")
    void tellsWhatTheClockSkips() {
        Sheet sheet = sheet(csv());
        sheet.set(1, "Date", "2026-03-29");
        sheet.set(1, "Start", "02:30");

        ImportResult<SessionPlan> result = sheets.preview(ADA, sheet.bytes());
        assertThat(((Imported<SessionPlan>) result).notes())
                .extracting(Note::text)
                .containsExactly("The clock jumps over 02:30 that night: taken as 03:30.");
    }

    private EventSettings event() {
        return desk.event("e1");
    }

    private SessionDraft session(String id) {
        return desk.book().find(EVENT, id).orElseThrow();
    }

    private byte[] csv() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sheets.csv(event(), desk.book().all(EVENT).values(), Words.english(), out);
        return out.toByteArray();
    }

    private byte[] xlsx() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sheets.xlsx(event(), desk.book().all(EVENT).values(), Words.english(), out);
        return out.toByteArray();
    }

    private SessionPlan preview(Asked asked, byte[] file) {
        return switch (sheets.preview(asked, file)) {
            case Imported<SessionPlan>(SessionPlan plan, var _) -> plan;
            case Rejected<SessionPlan>(List<Problem> problems, int _) ->
                    throw new AssertionError("rejected: " + problems);
        };
    }

    private List<Problem> problems(Asked asked, byte[] file) {
        ImportResult<SessionPlan> result = sheets.preview(asked, file);
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected<SessionPlan>) result).problems();
    }

    private void take(Asked asked, byte[] file) {
        assertThat(sheets.take(asked, file, preview(asked, file))).isInstanceOf(Imported.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Sheet sheet(byte[] file) {
        return new Sheet(file);
    }

    /** A sheet in the hands of an organizer. */
    private static final class Sheet {
        private final List<List<String>> rows = new ArrayList<>();

        Sheet(byte[] file) {
            Sheets.read(file, SheetLimits.LIST, new Findings(ImportLimits.DEFAULT))
                    .orElseThrow()
                    .rows()
                    .forEach(row ->
                            rows.add(
                                    new ArrayList<>(
                                            row.cells().stream().map(Cell::text).toList())));
        }

        void set(int row, String heading, String text) {
            rows.get(row).set(rows.getFirst().indexOf(heading), text);
        }

        void add(String cells) {
            List<String> row = new ArrayList<>(List.of(cells.split(",", -1)));
            while (row.size() < rows.getFirst().size()) {
                row.add("");
            }
            rows.add(row);
        }

        byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CsvSheet sheet = CsvSheet.plain(out, rows.getFirst());
            rows.stream().skip(1).forEach(sheet::row);
            sheet.finish();
            return out.toByteArray();
        }
    }
}
