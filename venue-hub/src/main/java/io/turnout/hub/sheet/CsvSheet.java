package io.turnout.hub.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a list row by row: RFC 4180, UTF-8. A cell that a spreadsheet would take for a formula
 * gets an apostrophe before it. For one thread.
 */
public final class CsvSheet implements RowWriter {
    /** Characters; the printer writes cell by cell, and a writer would lock and encode each. */
    private static final int BUFFER = 32 * 1024;

    private final OutputStream out;
    private final StringBuilder text;
    private final CSVPrinter printer;
    private final UnaryOperator<String> cell;

    private CsvSheet(OutputStream out, String start, UnaryOperator<String> cell)
            throws IOException {
        this.out = out;
        this.text = new StringBuilder(2 * BUFFER).append(start);
        this.printer = new CSVPrinter(text, CSVFormat.RFC4180);
        this.cell = cell;
    }

    /** How programs read it best: without a byte order mark. */
    public static CsvSheet plain(OutputStream out, List<String> columns) {
        return open(out, "", columns, Formulas::harmless);
    }

    /** How spreadsheets read it best: a byte order mark tells them that it is UTF-8. */
    public static CsvSheet marked(OutputStream out, List<String> columns) {
        return open(out, "\ufeff", columns, Formulas::harmless);
    }

    /**
     * How spreadsheets keep it best where it is to come back: what they would take for a number or
     * a date, as 007 and 1E5, gets an apostrophe too.
     */
    public static CsvSheet exact(OutputStream out, List<String> columns) {
        return open(out, "\ufeff", columns, Formulas::exact);
    }

    @Override
    public void row(List<String> cells) {
        try {
            write(cells);
        } catch (IOException e) {
            throw new UncheckedIOException("the list cannot be written on", e);
        }
    }

    @Override
    public void finish() {
        try {
            send();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the list cannot be written to its end", e);
        }
    }

    private static CsvSheet open(
            OutputStream out, String start, List<String> columns, UnaryOperator<String> cell) {
        try {
            CsvSheet sheet = new CsvSheet(out, start, cell);
            sheet.write(columns);
            return sheet;
        } catch (IOException e) {
            throw new UncheckedIOException("the list cannot be written", e);
        }
    }

    private void write(List<String> cells) throws IOException {
        for (String one : cells) {
            printer.print(cell.apply(one));
        }
        printer.println();
        if (text.length() >= BUFFER) {
            send();
        }
    }

    private void send() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
