package io.turnout.hub.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a list row by row as .xlsx. Every cell is text and stays text when somebody types into it,
 * so that 007 and 1E5 stay what they are. For one thread.
 */
public final class XlsxSheet implements RowWriter {
    /** The format that spreadsheets call text. */
    private static final String TEXT = "@";

    private static final int SPARE_ROWS = 200;
    private static final int FLUSH = 1_000;

    private final Workbook book;
    private final Worksheet sheet;
    private final int columns;
    private int rows = 1;

    /**
     * Begins a workbook of one sheet.
     *
     * @param name of the sheet
     */
    public XlsxSheet(OutputStream out, String name, List<String> columns) {
        this.book = new Workbook(out, "Turnout", null);
        this.sheet = book.newWorksheet(name);
        this.columns = columns.size();
        sheet.freezePane(0, 1);
        for (int column = 0; column < columns.size(); column++) {
            sheet.width(column, Math.clamp(columns.get(column).length() + 4, 12, 40));
            sheet.value(0, column, columns.get(column));
            sheet.style(0, column).bold().format(TEXT).set();
        }
    }

    @Override
    public void row(List<String> cells) {
        for (int column = 0; column < columns; column++) {
            String text = Formulas.harmless(cells.get(column));
            if (!text.isEmpty()) {
                sheet.inlineString(rows, column, text);
            }
            sheet.style(rows, column).format(TEXT).set();
        }
        rows++;
        if (rows % FLUSH == 0) {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("the workbook cannot be written on", e);
            }
        }
    }

    /** Some rows below are ready for texts too. */
    @Override
    public void finish() {
        for (int row = rows; row < rows + SPARE_ROWS; row++) {
            for (int column = 0; column < columns; column++) {
                sheet.style(row, column).format(TEXT).set();
            }
        }
        try {
            book.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("the workbook cannot be written to its end", e);
        }
    }
}
