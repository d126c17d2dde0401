package io.turnout.hub.sheet;

import io.turnout.hub.importing.StrictText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV: UTF-8, comma, semicolon or tab, whichever the first lines have most of. */
final class CsvReader {
    private static final int LINES = 5;

    private CsvReader() {}

    static Table read(byte[] file, SheetLimits limits) throws Unreadable {
        String text = text(file);
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter(text))
                        .setIgnoreEmptyLines(false)
                        .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            return new Table(rows(parser, limits));
        } catch (IOException | UncheckedIOException e) {
            throw new Unreadable(
                    0, "no valid CSV", "Close double quotes, and double those inside a cell");
        }
    }

    private static List<Row> rows(CSVParser parser, SheetLimits limits)
            throws IOException, Unreadable {
        List<Row> rows = new ArrayList<>();
        Iterator<CSVRecord> records = parser.iterator();
        // A cell may hold line breaks, so a row begins after the line where the last one ended
        for (int line = 1; records.hasNext(); line = (int) parser.getCurrentLineNumber() + 1) {
            CSVRecord row = records.next();
            if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                RowLimits.check(line, rows.size(), row.size(), limits);
                rows.add(new Row(line, row.stream().map(Cell::text).toList()));
                RowLimits.checkTexts(rows.getLast(), limits);
            }
        }
        return rows;
    }

    private static String text(byte[] file) throws Unreadable {
        OptionalInt bad = StrictText.firstBadLine(file, StandardCharsets.UTF_8);
        if (bad.isPresent()) {
            throw new Unreadable(
                    bad.getAsInt(),
                    "holds a byte that is not UTF-8",
                    "Save the sheet as “CSV UTF-8”");
        }
        String text = StrictText.of(file, StandardCharsets.UTF_8);
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new Unreadable(
                    1 + (int) text.substring(0, nul).chars().filter(c -> c == '\n').count(),
                    "holds a NUL byte: no text",
                    "Send an .xlsx file or a CSV file");
        }
        return text;
    }

    private static char delimiter(String text) {
        String start = String.join("\n", text.lines().limit(LINES).toList());
        char best = ',';
        for (char delimiter : new char[] {';', '\t'}) {
            best = count(start, delimiter) > count(start, best) ? delimiter : best;
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
