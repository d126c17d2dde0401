package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.SheetOffice.ADA;
import static io.turnout.hub.agenda.SheetOffice.BOB;
import static io.turnout.hub.agenda.SheetOffice.EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.SheetOffice.Sheet;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Importer.Taken;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A sheet of sessions that others change meanwhile")
final class SheetChangesTest {
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
    @DisplayName("S-10 one sheet is uploaded as often as its sender likes")
    void canBeRepeated() {
        Sheet sheet = office.download();
        for (String title : List.of("First", "Second", "Third")) {
            sheet.set(1, "Title", title);
            office.take(ADA, sheet.bytes());
            assertThat(office.session("e1-007").title()).isEqualTo(title);
        }
    }

    @Test
    @DisplayName("S-10 what somebody else changed after the download is told and not overwritten")
    void tellsWhatOthersChanged() {
        Sheet sheet = office.download();
        office.rename(BOB, "By Bob");
        sheet.set(1, "Track", "Law");
        sheet.set(2, "Track", "Law");

        List<Problem> problems = office.problems(ADA, sheet.bytes());
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().element()).isEqualTo("B (Revision)");
        assertThat(problems.getFirst().reason())
                .contains("bob changed this session at 10:00", "Title “By Bob”");
        assertThat(problems.getFirst().cure()).contains("Download the sheet again");
        assertThat(office.session("e1-007").title()).isEqualTo("By Bob");

        sheet.set(1, "Revision", "");
        office.take(ADA, sheet.bytes());
        assertThat(office.session("e1-007").title()).isEqualTo("=1+1");
    }

    @Test
    @DisplayName("S-10 a row that was not touched leaves what somebody else did, and says so")
    void leavesWhatItDoesNotTouch() {
        Sheet sheet = office.download();
        office.rename(BOB, "By Bob");
        sheet.set(2, "Track", "Law");

        ImportResult<SessionPlan> result = office.sheets.preview(ADA, sheet.bytes());
        assertThat(((Imported<SessionPlan>) result).notes())
                .extracting(Note::line, Note::text)
                .singleElement()
                .asString()
                .contains("2", "bob changed this session", "was not touched");
        office.take(ADA, sheet.bytes());
        assertThat(office.session("e1-007").title()).isEqualTo("By Bob");
        assertThat(office.session("e1-1e5").track()).isEqualTo("Law");
    }

    @Test
    @DisplayName("S-10 somebody who saves between preview and confirmation is not overwritten")
    void storesNothingWhereSomebodyWasFaster() {
        Sheet sheet = office.download();
        sheet.set(1, "Title", "Ways");
        sheet.add(",,new,New,Room 1,2026-02-01,10:00,,11:00");
        SessionPlan shown = office.preview(ADA, sheet.bytes());
        office.rename(BOB, "By Bob");

        ImportResult<Taken> late = office.sheets.take(ADA, sheet.bytes(), shown);
        assertThat(((Rejected<Taken>) late).problems())
                .extracting(p -> p.line() + " " + p.element() + ": " + p.reason())
                .singleElement()
                .asString()
                .startsWith("2 B (Revision): bob changed this session");
        assertThat(office.session("e1-007").title()).isEqualTo("By Bob");
        assertThat(office.desk.book().all(EVENT)).hasSize(2);
    }
}
