package io.turnout.hub.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S-10 spreadsheets: exact texts out and in, and hostile files")
final class SheetsTest {
    private static final List<String> EXACT =
            List.of(
                    "007",
                    "1E5",
                    "2026-01-31",
                    "09:30",
                    "=1+1",
                    "'=1+1",
                    "''quoted",
                    "-5",
                    "+49 30",
                    "@all",
                    "Zoë Ünal 東京 🎉",
                    "two\nlines, \"quoted\"; 1",
                    "0.10",
                    "12345678901234567890",
                    "TRUE",
                    "x");

    @Test
    void everyTextSurvivesXlsx() {
        assertThat(texts(read(Files.xlsx(EXACT, EXACT)).orElseThrow().rows().get(1)))
                .isEqualTo(EXACT);
    }

    @Test
    void everyTextSurvivesCsv() {
        assertThat(texts(read(Files.csv(EXACT, EXACT)).orElseThrow().rows().get(1)))
                .isEqualTo(EXACT);
    }

    @Test
    void everyTextSurvivesCsvThatIsMadeForEditing() {
        List<String> texts =
                Stream.concat(
                                EXACT.stream(),
                                Stream.of("'007", "''1E5", "3/4", "'9", "1984", "MAR1", "true"))
                        .toList();

        assertThat(texts(read(Files.exact(texts)).orElseThrow().rows().get(1))).isEqualTo(texts);
        assertThat(texts(read(Files.csv(texts, texts)).orElseThrow().rows().get(1)))
                .isEqualTo(texts);
        assertThat(new String(Files.exact(List.of("007", "1984")), StandardCharsets.UTF_8))
                .endsWith("'007,1984\r\n");
    }

    @Test
    @DisplayName("AT9 what a spreadsheet could run goes out with an apostrophe")
    void whatCouldRunGoesOutWithAnApostrophe() {
        String csv = new String(Files.csv(List.of("a"), List.of("=1+1")), StandardCharsets.UTF_8);

        assertThat(csv).contains("'=1+1").doesNotContain("\n=1+1");
    }

    @Test
    void readsDatesAndTimesWhateverTheCellIs() throws IOException {
        String cells =
                cell("A1", "s=\"1\"", "<v>46053</v>")
                        + cell("B1", "s=\"2\"", "<v>0.39583333333333298</v>")
                        + cell("C1", "s=\"3\"", "<v>46053.395833333336</v>")
                        + cell("D1", "", "<v>1.1000000000000001</v>")
                        + cell("E1", "", "<v>46053</v>");

        Row row = read(Files.workbook(cells)).orElseThrow().rows().getFirst();

        assertThat(texts(row))
                .containsExactly("2026-01-31", "09:30", "2026-01-31T09:30", "1.1", "46053");
    }

    @Test
    @DisplayName("AT9 a formula is its text and never its result")
    void aFormulaIsItsTextAndNeverItsResult() throws IOException {
        String cells = cell("B7", "", "<f>HYPERLINK(A1)</f><v>5</v>");

        Row row = read(Files.workbook(cells)).orElseThrow().rows().getFirst();

        assertThat(row.cell(1)).isEqualTo(new Cell("=HYPERLINK(A1)", Cell.Kind.FORMULA));
    }

    @Test
    void refusesOldXlsAndSaysWhatToDo() {
        byte[] old = new byte[600];
        System.arraycopy(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0}, 0, old, 0, 4);

        assertThat(problem(old)).contains(".xls").contains("save it as .xlsx");
    }

    @Test
    @DisplayName("AT9 entities are refused")
    void refusesEntities() throws IOException {
        String sheet =
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                        + "<worksheet><sheetData/></worksheet>";

        assertThat(
                        problem(
                                Files.zip(
                                        Map.of(
                                                "xl/workbook.xml",
                                                "<w/>",
                                                "xl/worksheets/sheet1.xml",
                                                sheet))))
                .contains("DOCTYPE");
    }

    @Test
    void refusesAnXmlPartInAnotherEncodingWhereEntitiesCouldHide() throws IOException {
        byte[] utf16 = "<!DOCTYPE x>".getBytes(StandardCharsets.UTF_16);

        assertThat(problem(Files.zipBytes(Map.of("xl/workbook.xml", utf16)))).contains("UTF-8");
    }

    @Test
    @DisplayName("AT9 a zip bomb is refused before it is kept")
    void refusesAZipBombBeforeItIsKept() throws IOException {
        byte[] zeros = new byte[40 << 20];
        java.util.Arrays.fill(zeros, (byte) ' ');
        byte[] bomb = Files.zipBytes(Map.of("xl/workbook.xml", zeros));

        assertThat(bomb.length).isLessThan(200_000);
        assertThat(problem(bomb)).contains("unpacks to far more");
    }

    @Test
    void refusesMoreThanFiftyMegabytes() {
        assertThat(problem(new byte[50_000_001])).contains("larger than 50,000,000 bytes");
    }

    @Test
    void refusesTooManyRowsByNumber() {
        SheetLimits two = new SheetLimits(1_000, 1_000, 10, 2, 10, 100);

        assertThat(problem("a\nb\nc\n".getBytes(StandardCharsets.UTF_8), two))
                .startsWith("line 3")
                .contains("more than 2 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xl/other.xml", "content.xml"})
    void refusesAnArchiveWithoutWorkbook(String name) throws IOException {
        assertThat(problem(Files.zip(Map.of(name, "<x/>")))).contains("no workbook");
    }

    @Test
    void aBrokenWorkbookIsTheFilesFaultWhereverItIsCut() {
        byte[] whole = Files.xlsx(List.of("a", "b"), List.of("1", "2"));
        for (int length = 4; length < whole.length; length += 7) {
            assertThat(problem(java.util.Arrays.copyOf(whole, length))).isNotEmpty();
        }
    }

    @Test
    void tellsTheLineOfAByteThatIsNoUtf8() {
        assertThat(problem(new byte[] {'a', '\n', 'b', (byte) 0xe9, '\n'}))
                .startsWith("line 2")
                .contains("UTF-8");
    }

    @Test
    void groupsWithSemicolonsAndTitlesWithCommasDoNotMisleadIt() {
        String commas = "number,groups\nA1,a;b;c;d\nA2,a;b;c;d\n";
        String semicolons = "People, rooms, doors\nnumber;name\n1;\"a,b,c\"\n2;d\n";

        assertThat(texts(read(bytes(commas)).orElseThrow().rows().getLast()))
                .containsExactly("A2", "a;b;c;d");
        assertThat(texts(read(bytes(semicolons)).orElseThrow().rows().get(2)))
                .containsExactly("1", "a,b,c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2", "a;b\n1;2", "a\tb\n1\t2", "\ufeffa;b\r\n1;2"})
    void findsOutWhatSeparatesCells(String csv) {
        Row row = read(csv.getBytes(StandardCharsets.UTF_8)).orElseThrow().rows().getLast();

        assertThat(texts(row)).containsExactly("1", "2");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(String at, String style, String inside) {
        return "<c r=\"%s\" %s>%s</c>".formatted(at, style, inside);
    }

    private static List<String> texts(Row row) {
        return row.cells().stream().map(Cell::text).toList();
    }

    private static Optional<Table> read(byte[] file) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        Optional<Table> table = Sheets.read(file, SheetLimits.DEFAULT, findings);
        assertThat(findings.clean()).isTrue();
        return table;
    }

    private static String problem(byte[] file) {
        return problem(file, SheetLimits.DEFAULT);
    }

    private static String problem(byte[] file, SheetLimits limits) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        assertThat(Sheets.read(file, limits, findings)).isEmpty();
        ImportResult<String> result = findings.result(() -> "");
        return ((ImportResult.Rejected<String>) result).problems().getFirst().sentence();
    }

    /** Files as programs write them, good and bad. */
    static final class Files {
        private Files() {}

        static byte[] xlsx(List<String> header, List<String> row) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            XlsxSheet sheet = new XlsxSheet(out, "Sessions", header);
            sheet.row(row);
            sheet.finish();
            return out.toByteArray();
        }

        static byte[] csv(List<String> header, List<String> row) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CsvSheet sheet = CsvSheet.marked(out, header);
            sheet.row(row);
            sheet.finish();
            return out.toByteArray();
        }

        static byte[] exact(List<String> row) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CsvSheet sheet = CsvSheet.exact(out, row);
            sheet.row(row);
            sheet.finish();
            return out.toByteArray();
        }

        static byte[] zip(Map<String, String> parts) throws IOException {
            Map<String, byte[]> bytes = new java.util.LinkedHashMap<>();
            parts.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
            return zipBytes(bytes);
        }

        static byte[] zipBytes(Map<String, byte[]> parts) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (var part : parts.entrySet()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue());
                    zip.closeEntry();
                }
            }
            return out.toByteArray();
        }

        /** Cells of one row; styles 1 to 3 are a date, a time and both. */
        static byte[] workbook(String cells) throws IOException {
            String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            String packed = "http://schemas.openxmlformats.org/package/2006/";
            String types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
            return zip(
                    Map.of(
                            "[Content_Types].xml",
                            "<Types xmlns=\"%scontent-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"%ssheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"%sstyles+xml\"/></Types>"
                                    .formatted(packed, types, types),
                            "_rels/.rels",
                            "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"r1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                                    .formatted(packed, office),
                            "xl/_rels/workbook.xml.rels",
                            "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"r1\" Type=\"%s/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"%s/styles\" Target=\"styles.xml\"/></Relationships>"
                                    .formatted(packed, office, office),
                            "xl/workbook.xml",
                            "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                                    .formatted(main, office),
                            "xl/styles.xml",
                            "<styleSheet xmlns=\"%s\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
                                    .formatted(main),
                            "xl/worksheets/sheet1.xml",
                            "<worksheet xmlns=\"%s\"><sheetData><row r=\"7\">%s</row></sheetData></worksheet>"
                                    .formatted(main, cells.replaceAll("1\" ", "7\" "))));
        }
    }
}
