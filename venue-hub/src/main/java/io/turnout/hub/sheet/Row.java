package io.turnout.hub.sheet;

import java.util.List;

/**
 * A row.
 *
 * @param number as the spreadsheet counts, from 1; in CSV the line where the row begins
 * @param cells up to the last that holds something
 */
public record Row(int number, List<Cell> cells) {
    public Row {
        cells = List.copyOf(cells);
    }

    /** The cell of a column, counted from 0. */
    public Cell cell(int column) {
        return column < cells.size() ? cells.get(column) : Cell.EMPTY;
    }

    /** How spreadsheets call a column that is counted from 0: {@code A}, {@code AB}. */
    public static String letter(int column) {
        String letter = String.valueOf((char) ('A' + column % 26));
        return column < 26 ? letter : letter(column / 26 - 1) + letter;
    }
}
