package io.turnout.hub.sheet;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the rows of a list whose columns are known, and all that is wrong with its form. */
public final class ListReader {
    private static final int MOST_ROWS = 100_000;
    private static final int LONGEST_LINE = 1_000;

    private final Heading heading;
    private final boolean whole;
    private final Findings findings;
    private final Map<String, String> places;

    private ListReader(Heading heading, boolean whole, Findings findings) {
        this.heading = heading;
        this.whole = whole;
        this.findings = findings;
        Map<String, String> named = new HashMap<>();
        heading.at().forEach((place, column) -> named.put(column.name(), heading.place(place)));
        this.places = Map.copyOf(named); // so that no row copies it again
    }

    /** The rows of good form; of use as a whole only if the findings are clean. */
    public static List<ListRow> read(Table table, Columns columns, Findings findings) {
        Optional<Heading> heading = Heading.find(table, columns, findings);
        if (heading.isEmpty()) {
            return List.of();
        }
        List<Row> below =
                table.rows().stream()
                        .filter(row -> row.number() > heading.get().row().number())
                        .toList();
        if (below.isEmpty()) {
            Heading.noRows(heading.get(), columns, findings);
        } else if (below.size() > MOST_ROWS) {
            findings.problem(below.get(MOST_ROWS).number(), "", "fault.rows", MOST_ROWS);
            return List.of();
        }
        return new ListReader(heading.get(), table.whole(), findings).rows(below);
    }

    private List<ListRow> rows(List<Row> below) {
        List<ListRow> rows = new ArrayList<>(below.size());
        findings.progress().begin(Progress.Stage.READING, below.size());
        for (Row row : below) {
            findings.progress().step();
            if (hasItsCells(row)) {
                row(row).ifPresent(rows::add);
            }
        }
        return rows;
    }

    /** A cell that holds the delimiter without quotes would move all behind it. */
    private boolean hasItsCells(Row row) {
        int cells = row.cells().size();
        int wanted = heading.row().cells().size();
        boolean good = whole ? cells == wanted : cells <= wanted;
        if (!good) {
            findings.problem(
                    row.number(), "", whole ? "fault.cells" : "fault.beyond", cells, wanted);
        }
        return good;
    }

    private Optional<ListRow> row(Row row) {
        Map<String, Cell> cells = new HashMap<>();
        boolean good = true;
        for (int place = 0; place < row.cells().size(); place++) {
            Cell cell = row.cell(place);
            Column column = heading.at().get(place);
            if (column != null) {
                good &= isGood(row, place, column, cell);
                cells.put(column.name(), cell);
            } else if (!cell.isBlank()) {
                findings.problem(row.number(), heading.place(place), "fault.unheaded");
                good = false;
            }
        }
        return good ? Optional.of(new ListRow(row.number(), cells, places)) : Optional.empty();
    }

    private boolean isGood(Row row, int place, Column column, Cell cell) {
        String text = cell.text().strip();
        boolean line = column.cells() == Column.Cells.LINE;
        if (cell.kind() == Cell.Kind.FORMULA || cell.kind() == Cell.Kind.ERROR) {
            findings.problem(
                    row.number(), heading.place(place), "fault.formula", Findings.quoted(text));
        } else if (line && text.length() > LONGEST_LINE) {
            findings.problem(row.number(), heading.place(place), "fault.long", LONGEST_LINE);
        } else if (line && hasControl(text)) {
            findings.problem(row.number(), heading.place(place), "fault.control");
        } else {
            return true;
        }
        return false;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
