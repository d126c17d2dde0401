package io.turnout.hub.sheet;

/** Refuses rows that no list of people's making has. */
final class RowLimits {
    private RowLimits() {}

    static void check(int number, int before, int columns, SheetLimits limits) throws Unreadable {
        if (before >= limits.rows()) {
            throw new Unreadable(
                    number, "more than %,d rows".formatted(limits.rows()), "Split the file");
        }
        if (columns > limits.columns()) {
            throw new Unreadable(
                    number,
                    "more than %,d columns".formatted(limits.columns()),
                    "Remove the columns behind the last one that is needed");
        }
    }

    static void checkTexts(Row row, SheetLimits limits) throws Unreadable {
        for (int column = 0; column < row.cells().size(); column++) {
            if (row.cell(column).text().length() > limits.text()) {
                throw new Unreadable(
                        row.number(),
                        "column %s holds more than %,d characters"
                                .formatted(Row.letter(column), limits.text()),
                        "Shorten it, or look for a missing double quote");
            }
        }
    }
}
