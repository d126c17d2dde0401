package io.turnout.hub.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a report as .xlsx, for people who add up and filter: numbers are numbers, all else stays
 * text. What does not fit on one sheet goes on on the next, below the same heading; the last sheet
 * says what the report is.
 */
public final class XlsxReport implements RowWriter {
    /** As many as every spreadsheet program takes, with the heading. */
    private static final int MOST_ROWS = 1_000_000;

    private static final int FLUSH = 1_000;
    private static final String TEXT = "@";

    private final Workbook book;
    private final Layout layout;
    private final int mostRows;
    private Worksheet sheet;
    private int sheets = 1;
    private int rows = 1;

    /**
     * What a report's sheets have in common.
     *
     * @param name of the first sheet, at most 20 characters; the next ones have a number too
     * @param numbers those of the columns whose cells are numbers, or empty
     * @param about the sheet at the end, in rows of two cells, below its name
     */
    public record Layout(
            String name,
            List<String> columns,
            Set<String> numbers,
            String aboutName,
            List<List<String>> about) {
        public Layout {
            columns = List.copyOf(columns);
            numbers = Set.copyOf(numbers);
            about = List.copyOf(about);
        }
    }

    public XlsxReport(OutputStream out, Layout layout) {
        this(out, layout, MOST_ROWS);
    }

    XlsxReport(OutputStream out, Layout layout, int mostRows) {
        this.book = new Workbook(out, "Turnout", null);
        this.layout = layout;
        this.mostRows = mostRows;
        this.sheet = begin(layout.name());
    }

    private Worksheet begin(String name) {
        Worksheet begun = book.newWorksheet(name);
        begun.freezePane(0, 1);
        for (int column = 0; column < layout.columns().size(); column++) {
            String heading = layout.columns().get(column);
            begun.width(column, Math.clamp(heading.length() + 4, 12, 40));
            begun.value(0, column, heading);
            begun.style(0, column).bold().set();
        }
        return begun;
    }

    @Override
    public void row(List<String> cells) {
        if (rows == mostRows) {
            close(sheet);
            sheets++;
            sheet = begin(layout.name() + " " + sheets);
            rows = 1;
        }
        for (int column = 0; column < cells.size(); column++) {
            cell(column, cells.get(column));
        }
        rows++;
        if (rows % FLUSH == 0) {
            flush();
        }
    }

    private void cell(int column, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (layout.numbers().contains(layout.columns().get(column))) {
            sheet.value(rows, column, new BigDecimal(text));
            return;
        }
        sheet.inlineString(rows, column, Formulas.harmless(text));
        sheet.style(rows, column).format(TEXT).set();
    }

    private void flush() {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the workbook cannot be written on", e);
        }
    }

    private static void close(Worksheet full) {
        try {
            full.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("the workbook cannot be written on", e);
        }
    }

    @Override
    public void finish() {
        close(sheet);
        Worksheet about = book.newWorksheet(layout.aboutName());
        about.width(0, 30);
        about.width(1, 80);
        for (int row = 0; row < layout.about().size(); row++) {
            List<String> cells = layout.about().get(row);
            for (int column = 0; column < cells.size(); column++) {
                about.inlineString(row, column, Formulas.harmless(cells.get(column)));
                about.style(row, column).format(TEXT).set();
            }
        }
        try {
            book.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("the workbook cannot be written to its end", e);
        }
    }
}
