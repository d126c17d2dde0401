package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.turnout.hub.sheet.Office;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reports of the golden event, opened by the programs that people open them with. */
class ReportProgramsTest {
    private static final Path SQLITE = Path.of("/usr/bin/sqlite3");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"check-ins", "check-outs", "presence", "sessions", "conflicts", "anomalies"})
    @DisplayName("R-3 a database program takes each report with its columns and all of its cells")
    void sqliteTakesEachReport(String report) throws Exception {
        requireSqlite();
        Path file = Files.writeString(folder.resolve("report.csv"), GoldenEvent.expected(report));
        List<CSVRecord> rows = records(GoldenEvent.expected(report).substring(1));

        List<CSVRecord> taken =
                records(
                        said(
                                SQLITE.toString(),
                                "-csv",
                                "-header",
                                "-cmd",
                                ".import --csv " + file + " report",
                                ":memory:",
                                "SELECT * FROM report"));

        assertThat(texts(taken)).isEqualTo(texts(rows));
    }

    @Test
    @DisplayName("R-3 a spreadsheet program opens the report of presence with each of its rows")
    void aSpreadsheetOpensPresence() throws Exception {
        String sent = GoldenEvent.expected("presence");
        byte[] saved =
                Office.in(folder).saved(sent.getBytes(StandardCharsets.UTF_8), "csv", Office.CSV);

        List<CSVRecord> rows = records(new String(saved, StandardCharsets.UTF_8));
        assertThat(rows.getFirst().toList())
                .isEqualTo(records(sent.substring(1)).getFirst().toList());
        assertThat(rows).hasSameSizeAs(records(sent.substring(1)));
    }

    private static List<List<String>> texts(List<CSVRecord> rows) {
        return rows.stream().map(CSVRecord::toList).toList();
    }

    private static List<CSVRecord> records(String csv) throws IOException {
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(csv))) {
            return parser.getRecords();
        }
    }

    private static void requireSqlite() {
        boolean there = Files.isExecutable(SQLITE);
        if (Boolean.getBoolean("turnout.noskip")) {
            assertThat(there).as("sqlite3 is absent: install it").isTrue();
        }
        assumeTrue(there, "sqlite3 is absent: no " + SQLITE);
    }

    private String said(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(command[0] + " ends").isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        return Files.readString(out);
    }
}
