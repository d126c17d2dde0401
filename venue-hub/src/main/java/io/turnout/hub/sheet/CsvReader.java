package io.turnout.hub.sheet;

import io.turnout.hub.importing.StrictText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV: UTF-8; commas, semicolons or tabs between cells. */
final class CsvReader {
    private static final Pattern LINE = Pattern.compile("line:? ?([0-9]{1,9})");

    private CsvReader() {}

    static Table read(byte[] file, SheetLimits limits) throws Unreadable {
        String text = text(file);
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(Delimiters.of(text))
                        .setIgnoreEmptyLines(false)
                        .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            return new Table(rows(parser, limits), true);
        } catch (IOException | UncheckedIOException e) {
            throw new Unreadable(lineIn(e), "fault.csv");
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
            throw new Unreadable(bad.getAsInt(), "fault.utf-8");
        }
        String text = StrictText.of(file, StandardCharsets.UTF_8);
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new Unreadable(
                    1 + (int) text.substring(0, nul).chars().filter(c -> c == '\n').count(),
                    "fault.nul");
        }
        return text;
    }

    /** The parser tells it in its message, which may quote the file as well. */
    private static int lineIn(Exception e) {
        Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }
}
