package io.turnout.hub.sheet;

/** Refuses rows that no list of people's making has. */
final class RowLimits {
    private RowLimits() {}

    static void check(int number, int before, int columns, SheetLimits limits) throws Unreadable {
        if (before >= limits.rows()) {
            throw new Unreadable(number, "fault.rows", limits.rows());
        }
        if (columns > limits.columns()) {
            throw new Unreadable(number, "fault.columns", limits.columns());
        }
    }

    static void checkTexts(Row row, SheetLimits limits) throws Unreadable {
        for (int column = 0; column < row.cells().size(); column++) {
            if (row.cell(column).text().length() > limits.text()) {
                throw new Unreadable(row.number(), "fault.text", Row.letter(column), limits.text());
            }
        }
    }
}
