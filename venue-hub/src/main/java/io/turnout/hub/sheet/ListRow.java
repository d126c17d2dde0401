package io.turnout.hub.sheet;

import io.turnout.hub.importing.Findings;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a list.
 *
 * @param number as the spreadsheet counts; in CSV the line where the row begins
 * @param cells those that the file has, by the names of their columns
 * @param places how messages name the columns: {@code D (Start)}
 */
public record ListRow(int number, Map<String, Cell> cells, Map<String, String> places) {
    public ListRow {
        cells = Map.copyOf(cells);
        places = Map.copyOf(places);
    }

    /** The text of a cell without blanks around it, with plain ends of lines; empty for none. */
    public String text(String column) {
        return cell(column).text().replace("\r\n", "\n").strip();
    }

    /** As {@link #text}, and a problem if it is empty. */
    public String required(String column, Findings findings) {
        String text = text(column);
        if (text.isEmpty()) {
            findings.problem(number, place(column), "fault.needed");
        }
        return text;
    }

    /** Whether the file has a column. */
    public boolean has(String column) {
        return places.containsKey(column);
    }

    /** Whether the spreadsheet took it for a number, which may have lost zeros. */
    public boolean isNumber(String column) {
        return cell(column).kind() == Cell.Kind.NUMBER;
    }

    /** How a message names a column; its name where the file lacks it. */
    public String place(String column) {
        return Optional.ofNullable(places.get(column)).orElse(column);
    }

    private Cell cell(String column) {
        return cells.getOrDefault(column, Cell.EMPTY);
    }
}
