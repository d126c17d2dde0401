package io.turnout.hub.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S-10 lists below a heading, and all that is wrong with their form")
final class ListReaderTest {
    private static final Columns COLUMNS =
            new Columns(
                    List.of(
                            new Column("code", List.of("Code", "Kürzel"), true, Column.Cells.LINE),
                            new Column("title", List.of("Title"), true, Column.Cells.ANY),
                            new Column("note", List.of("Note"), false, Column.Cells.LINE)));

    @Test
    void findsTheHeadingBelowTitlesInAnyOrderAndLanguage() {
        ListRow row = rows("Our talks,\n\ntitle,kürzel\n\"a\nb\",007\n").getFirst();

        assertThat(row.text("title")).isEqualTo("a\nb");
        assertThat(row.text("code")).isEqualTo("007");
        assertThat(row.place("code")).isEqualTo("B (kürzel)");
        assertThat(row.text("note")).isEmpty();
        assertThat(row.number()).isEqualTo(4);
    }

    @Test
    void refusesAFormulaWhateverItShows() throws IOException {
        byte[] file =
                SheetsTest.Files.workbook(
                        text("A1", "Code")
                                + text("B1", "Title")
                                + "</row><row r=\"8\">"
                                + text("A8", "x")
                                + "<c r=\"B8\"><f>HYPERLINK(A1)</f><v>5</v></c>");

        assertThat(problems(file))
                .extracting(Problem::sentence)
                .containsExactly(
                        "line 8, B (Title): a formula: “=HYPERLINK(A1)”."
                                + " Put its value there instead.");
    }

    @Test
    void refusesCellsThatNoHeadingExplains() {
        assertThat(problems("Code,Title,\n1,2,3\n"))
                .extracting(Problem::element)
                .containsExactly("C");
        assertThat(problems("Code,Title\n1,2,3\n1\n"))
                .extracting(Problem::reason)
                .containsExactly(
                        "has 3 cells, the heading has 2", "has 1 cells, the heading has 2");
    }

    @Test
    void tellsAllThatIsWrongWithAHeadingAtOnce() {
        assertThat(problems("Code,Codes,code\n1,2,3\n"))
                .extracting(Problem::reason)
                .containsExactly(
                        "missing column “Title”; unknown column “Codes”; repeated column “Code”");
    }

    @Test
    void refusesWhatIsNoLine() {
        assertThat(problems("Code,Title\n\"a\nb\",x\n" + "y".repeat(1_001) + ",x\n"))
                .extracting(p -> p.line() + " " + p.element())
                .containsExactly("2 A (Code)", "4 A (Code)");
    }

    @Test
    void refusesMoreThanAHundredThousandRows() {
        String rows = "1,2\n".repeat(100_000);

        assertThat(rows("Code,Title\n" + rows)).hasSize(100_000);
        assertThat(problems("Code,Title\n" + rows + "1,2\n"))
                .extracting(Problem::sentence)
                .containsExactly("line 100002: more than 100,000 rows. Split the file.");
    }

    @Test
    void saysWhenThereIsNothingToRead() {
        assertThat(problems("")).extracting(Problem::reason).containsExactly("the file is empty");
        assertThat(problems("Code,Title\n"))
                .extracting(Problem::reason)
                .containsExactly("there is no row below the heading");
    }

    private static String text(String at, String text) {
        return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(at, text);
    }

    private static List<ListRow> rows(String csv) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        List<ListRow> rows = read(csv.getBytes(StandardCharsets.UTF_8), findings);
        assertThat(findings.clean()).isTrue();
        return rows;
    }

    private static List<Problem> problems(String csv) {
        return problems(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Problem> problems(byte[] file) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        List<ListRow> rows = read(file, findings);
        ImportResult<List<ListRow>> result = findings.result(() -> rows);
        assertThat(result).isInstanceOf(ImportResult.Rejected.class);
        return ((ImportResult.Rejected<List<ListRow>>) result).problems();
    }

    private static List<ListRow> read(byte[] file, Findings findings) {
        return Sheets.read(file, SheetLimits.LIST, findings)
                .map(table -> ListReader.read(table, COLUMNS, findings))
                .orElse(List.of());
    }
}
