package io.turnout.hub.sheet;

import java.util.List;

/**
 * What a sheet holds.
 *
 * @param rows those with anything in them, in file order
 * @param whole whether each row has as many cells as the file wrote, as CSV tells them; workbooks
 *     leave out what is empty
 */
public record Table(List<Row> rows, boolean whole) {
    public Table {
        rows = List.copyOf(rows);
    }
}
