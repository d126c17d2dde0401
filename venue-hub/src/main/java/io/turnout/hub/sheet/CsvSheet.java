package io.turnout.hub.sheet;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
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
    /** Characters; the printer writes cell by cell, and each would be encoded by itself. */
    private static final int BUFFER = 32 * 1024;

    private final CSVPrinter printer;
    private final UnaryOperator<String> cell;

    private CsvSheet(CSVPrinter printer, UnaryOperator<String> cell) {
        this.printer = printer;
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
            for (String text : cells) {
                printer.print(cell.apply(text));
            }
            printer.println();
        } catch (IOException e) {
            throw new UncheckedIOException("the list cannot be written on", e);
        }
    }

    @Override
    public void finish() {
        try {
            printer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the list cannot be written to its end", e);
        }
    }

    private static CsvSheet open(
            OutputStream out, String start, List<String> columns, UnaryOperator<String> cell) {
        try {
            Writer writer =
                    new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
            writer.write(start);
            CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
            printer.printRecord(columns.stream().map(cell));
            return new CsvSheet(printer, cell);
        } catch (IOException e) {
            throw new UncheckedIOException("the list cannot be written", e);
        }
    }
}
