package io.turnout.hub.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("R-3 reports as workbooks")
final class XlsxReportTest {
    private static final XlsxReport.Layout LAYOUT =
            new XlsxReport.Layout(
                    "presence",
                    List.of("attendee", "name", "credits_1"),
                    Set.of("credits_1"),
                    "About",
                    List.of(List.of("time_zone", "Europe/Brussels"), List.of("rule", "=80 %")));

    @TempDir private Path folder;

    @Test
    @DisplayName("R-3 a real spreadsheet program adds up its numbers and runs none of its texts")
    void opensInARealProgram() throws Exception {
        byte[] csv =
                Office.in(folder)
                        .saved(
                                written(100, List.of("007", "=HYPERLINK(\"x\")", "1.25")),
                                "xlsx",
                                Office.CSV);

        assertThat(new String(csv, StandardCharsets.UTF_8).lines())
                .contains("attendee,name,credits_1", "007,\"'=HYPERLINK(\"\"x\"\")\",1.25");
    }

    @Test
    void whatDoesNotFitGoesOnOnTheNextSheetBelowTheSameHeading() throws Exception {
        List<String> row = List.of("007", "Ada", "");
        byte[] file = written(3, row, List.of("008", "", "0.5"), row);

        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            assertThat(book.getSheets().map(Sheet::getName))
                    .containsExactly("presence", "presence 2", "About");
            List<Row> first = book.getFirstSheet().read();
            assertThat(first).hasSize(3);
            assertThat(first.get(2).getCellAsNumber(2)).contains(new java.math.BigDecimal("0.5"));
            List<Row> second = book.getSheet(1).orElseThrow().read();
            assertThat(second.getFirst().getCellText(1)).isEqualTo("name");
            assertThat(second.getLast().getCellText(0)).isEqualTo("007");
            List<Row> about = book.getSheet(2).orElseThrow().read();
            assertThat(about.getFirst().getCellText(1)).isEqualTo("Europe/Brussels");
            assertThat(about.getLast().getCellText(1)).isEqualTo("'=80 %");
        }
    }

    @SafeVarargs
    private static byte[] written(int mostRows, List<String>... rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        XlsxReport report = new XlsxReport(out, LAYOUT, mostRows);
        for (List<String> row : rows) {
            report.row(row);
        }
        report.finish();
        return out.toByteArray();
    }
}
