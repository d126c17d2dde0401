package io.turnout.hub.sheet;

import java.util.List;

/**
 * What a sheet holds.
 *
 * @param rows those with anything in them, in file order
 */
public record Table(List<Row> rows) {
    public Table {
        rows = List.copyOf(rows);
    }
}
