package io.turnout.hub.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S-10 texts survive a real spreadsheet program")
final class OfficeRoundTripTest {
    private static final List<String> ROW =
            List.of(
                    "007",
                    "1E5",
                    "2026-01-31",
                    "09:30",
                    "Zoë Ünal 東京 🎉",
                    "=1+1",
                    "+49 30 1234",
                    "-5",
                    "@all",
                    "'quoted",
                    "'=1",
                    "0.10",
                    "00123",
                    "12345678901234567890",
                    "1984",
                    "3/4",
                    "MAR1",
                    "1-2",
                    "50%",
                    "1,5",
                    "1.5",
                    "9:30 PM",
                    "TRUE",
                    "true",
                    "#N/A",
                    "<b>&amp;",
                    "two\nlines, \"quoted\"; 1",
                    "x");

    @TempDir private Path folder;

    @Test
    void fromXlsxByOdsAndXlsx() throws Exception {
        Office office = Office.in(folder);
        byte[] ods = office.saved(SheetsTest.Files.xlsx(ROW, ROW), "xlsx", "ods");

        assertThat(texts(office.saved(ods, "ods", "xlsx"))).isEqualTo(ROW);
    }

    @Test
    void fromXlsxByCsv() throws Exception {
        Office office = Office.in(folder);

        assertThat(texts(office.saved(SheetsTest.Files.xlsx(ROW, ROW), "xlsx", Office.CSV)))
                .isEqualTo(ROW);
    }

    @Test
    void fromCsvByXlsxAndCsv() throws Exception {
        Office office = Office.in(folder);
        List<String> noTimes = ROW.stream().filter(text -> !text.matches("2026-.*|09:30")).toList();
        byte[] csv = SheetsTest.Files.exact(noTimes);

        assertThat(texts(office.saved(csv, "csv", "xlsx"))).isEqualTo(noTimes);
        assertThat(texts(office.saved(csv, "csv", Office.CSV))).isEqualTo(noTimes);
    }

    private static List<String> texts(byte[] file) throws IOException {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        Table table = Sheets.read(file, SheetLimits.DEFAULT, findings).orElseThrow();
        return table.rows().get(1).cells().stream().map(Cell::text).toList();
    }
}
