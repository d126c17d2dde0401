package io.turnout.hub.people;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the rows of a list whose first line is its header, and all that is wrong with its form. */
final class CsvTable {
    private static final int LONGEST_CELL = 1_000;

    private final CsvColumns columns;
    private final Findings findings;
    private final ImportLimits limits;

    CsvTable(CsvColumns columns, Findings findings, ImportLimits limits) {
        this.columns = columns;
        this.findings = findings;
        this.limits = limits;
    }

    /** The rows of good form; of use as a whole only if the findings are clean. */
    List<CsvRow> read(byte[] file) {
        if (!CsvText.readable(file, findings, limits)) {
            return List.of();
        }
        String text = CsvText.of(file);
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(CsvText.delimiter(text))
                        .setIgnoreEmptyLines(false)
                        .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            return rows(parser);
        } catch (IOException e) {
            findings.problem(unreadable(e));
            return List.of();
        }
    }

    private List<CsvRow> rows(CSVParser parser) throws IOException {
        List<CsvRow> rows = new ArrayList<>();
        Iterator<CSVRecord> records = parser.iterator();
        List<String> header = List.of();
        // A cell may hold line breaks, so a row begins after the line where the last one ended
        for (long line = 1; next(records); line = parser.getCurrentLineNumber() + 1) {
            CSVRecord row = records.next();
            if (blank(row)) {
                continue;
            }
            if (header.isEmpty()) {
                header = CsvHeader.read(row, (int) line, columns, findings);
                if (header.isEmpty()) {
                    return List.of();
                }
            } else if (rows.size() == limits.records()) {
                findings.problem(tooMany((int) line));
                return List.of();
            } else if (goodForm(row, (int) line, header)) {
                rows.add(row(row, (int) line, header));
            }
        }
        checkNotEmpty(header, rows);
        return rows;
    }

    /**
     * The parser reads ahead to tell whether there is a next row, and wraps what it meets there.
     */
    private static boolean next(Iterator<CSVRecord> records) throws IOException {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean blank(CSVRecord row) {
        return row.stream().allMatch(String::isBlank);
    }

    private boolean goodForm(CSVRecord row, int line, List<String> header) {
        if (row.size() != header.size()) {
            findings.problem(
                    new Problem(
                            line,
                            "",
                            "has %d cells, the header has %d".formatted(row.size(), header.size()),
                            "Put cells that hold the delimiter into double quotes"));
            return false;
        }
        boolean good = true;
        for (int i = 0; i < header.size(); i++) {
            good &= goodCell(line, header.get(i), row.get(i));
        }
        return good;
    }

    private boolean goodCell(int line, String column, String cell) {
        boolean fits = cell.length() <= LONGEST_CELL;
        boolean printable = cell.strip().chars().noneMatch(Character::isISOControl);
        if (!fits) {
            findings.problem(
                    new Problem(
                            line,
                            column,
                            "is longer than %,d characters".formatted(LONGEST_CELL),
                            "Shorten it, or look for a missing double quote"));
        } else if (!printable) {
            findings.problem(
                    new Problem(
                            line,
                            column,
                            "holds a line break, tab or other control character",
                            "Remove it"));
        }
        return fits && printable;
    }

    private static CsvRow row(CSVRecord row, int line, List<String> header) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            cells.put(header.get(i), row.get(i).strip());
        }
        return new CsvRow(line, cells);
    }

    private void checkNotEmpty(List<String> header, List<CsvRow> rows) {
        if (rows.isEmpty() && findings.clean()) {
            String what =
                    header.isEmpty() ? "the file is empty" : "there is no row below the header";
            findings.problem(
                    new Problem(
                            0,
                            "",
                            what,
                            "The header line is " + Findings.quoted(columns.header())));
        }
    }

    private Problem tooMany(int line) {
        return new Problem(
                line, "", "more than %,d rows".formatted(limits.records()), "Split the file");
    }

    private static Problem unreadable(IOException e) {
        String said = e.getMessage() == null ? "" : e.getMessage();
        return new Problem(
                CsvText.lineIn(said),
                "",
                "no valid CSV: " + Findings.quoted(CsvText.withoutContent(said)),
                "Close double quotes, and double those inside a cell");
    }
}
