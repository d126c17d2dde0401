package io.turnout.hub.sheet;

/**
 * A cell as text. Dates and times are ISO text: {@code 2026-01-31}, {@code 09:30}, {@code
 * 2026-01-31T09:30}.
 *
 * @param text of a formula its text with the equals sign, never its result
 */
public record Cell(String text, Kind kind) {
    /** An empty cell, or one that the row does not have. */
    public static final Cell EMPTY = new Cell("", Kind.TEXT);

    /** What the spreadsheet took the cell for; a CSV file has texts only. */
    public enum Kind {
        TEXT,
        NUMBER,
        FORMULA,
        /** A formula that failed, {@code #REF!}. */
        ERROR
    }

    static Cell text(String text) {
        return new Cell(Formulas.meant(text), Kind.TEXT);
    }

    /** Whether nothing can be seen in it. */
    public boolean isBlank() {
        return text.isBlank();
    }
}
