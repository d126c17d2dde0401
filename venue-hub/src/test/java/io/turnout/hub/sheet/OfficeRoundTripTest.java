package io.turnout.hub.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S-10 the sheet survives a real spreadsheet program")
final class OfficeRoundTripTest {
    private static final List<String> ROW =
            List.of("007", "1E5", "2026-01-31", "09:30", "Zoë Ünal 東京", "=1+1", "0.10", "00123");

    @TempDir
    @SuppressWarnings("NullAway.Init") // filled by JUnit
    Path folder;

    @Test
    void openedAndSavedAsXlsx() throws IOException, InterruptedException {
        assertThat(convert("xlsx")).isEqualTo(ROW);
    }

    @Test
    void openedAndSavedAsCsv() throws IOException, InterruptedException {
        assertThat(convert("csv:Text - txt - csv (StarCalc):44,34,76")).isEqualTo(ROW);
    }

    private List<String> convert(String to) throws IOException, InterruptedException {
        Path office = Path.of("/usr/bin/soffice");
        assumeTrue(Files.isExecutable(office), "LibreOffice is absent: no /usr/bin/soffice");
        Path file = folder.resolve("sheet.xlsx");
        Files.write(file, SheetsTest.Files.xlsx(ROW, ROW));
        Process process =
                new ProcessBuilder(
                                office.toString(),
                                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                                "--headless",
                                "--convert-to",
                                to,
                                "--outdir",
                                folder.resolve("out").toString(),
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        Path saved = folder.resolve("out").resolve("sheet." + to.replaceAll(":.*", ""));
        Findings findings = new Findings(ImportLimits.DEFAULT);
        Table table =
                Sheets.read(Files.readAllBytes(saved), SheetLimits.DEFAULT, findings).orElseThrow();
        return table.rows().get(1).cells().stream().map(Cell::text).toList();
    }
}
