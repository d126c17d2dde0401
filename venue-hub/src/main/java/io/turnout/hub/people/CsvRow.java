package io.turnout.hub.people;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Problem;
import java.util.Map;

/**
 * A row of a list.
 *
 * @param line its first line in the file
 * @param cells by column name, bare of blanks around them
 */
record CsvRow(int line, Map<String, String> cells) {
    CsvRow {
        cells = Map.copyOf(cells);
    }

    /** The cell's text, empty if the list has no such column. */
    String cell(String column) {
        return cells.getOrDefault(column, "");
    }

    /** As {@link #cell}, and a problem if it is empty. */
    String required(String column, Findings findings) {
        if (cell(column).isEmpty()) {
            findings.problem(
                    new Problem(
                            line, column, "is empty", "Every row needs a value in this column"));
        }
        return cell(column);
    }
}
