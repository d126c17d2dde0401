package io.turnout.hub.sheet;

/**
 * How much of a spreadsheet is read; what looks larger is refused before it is unpacked in memory.
 *
 * @param bytes of the file
 * @param unpacked bytes of an .xlsx file's parts together
 * @param ratio how many times larger a part may become, once it is larger than a megabyte
 * @param rows with anything in them
 * @param columns of a row
 * @param text characters of a cell
 */
public record SheetLimits(int bytes, long unpacked, int ratio, int rows, int columns, int text) {

    /**
     * A sheet of 100,000 rows and 20 columns has 60 MB unpacked, a ninth of that packed. Titles and
     * a heading stand above the rows.
     */
    public static final SheetLimits DEFAULT =
            new SheetLimits(50_000_000, 300_000_000, 100, 100_020, 1_100, 32_767);

    /** Of a list whose columns are known. */
    public static final SheetLimits LIST =
            new SheetLimits(50_000_000, 300_000_000, 100, 100_020, 100, 32_767);

    public SheetLimits {
        if (bytes < 1 || unpacked < 1 || ratio < 1 || rows < 1 || columns < 1 || text < 1) {
            throw new IllegalArgumentException("limits of spreadsheets must be positive");
        }
    }
}
