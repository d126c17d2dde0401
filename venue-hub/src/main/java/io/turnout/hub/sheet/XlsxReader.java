package io.turnout.hub.sheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;

/** Reads the first sheet of an .xlsx file; nothing in it is ever calculated. */
final class XlsxReader {
    private final SheetLimits limits;
    private final SerialTimes times;

    private XlsxReader(SheetLimits limits, SerialTimes times) {
        this.limits = limits;
        this.times = times;
    }

    static Table read(byte[] file, SheetLimits limits) throws Unreadable {
        PackedParts.check(file, limits);
        try (ReadableWorkbook book =
                        new ReadableWorkbook(
                                new ByteArrayInputStream(file), new ReadingOptions(true, false));
                Stream<org.dhatim.fastexcel.reader.Row> rows = book.getFirstSheet().openStream()) {
            return new XlsxReader(limits, new SerialTimes(book.isDate1904()))
                    .table(rows.iterator());
        } catch (IOException | UncheckedIOException | ExcelReaderException e) {
            throw unreadable();
        } catch (RuntimeException e) {
            // The library reads what a stranger wrote and checks little of it: indexes, numbers,
            // parts that are missing. Whatever it stumbles over, the file is at fault.
            throw unreadable();
        }
    }

    private static Unreadable unreadable() {
        return new Unreadable(0, "fault.workbook");
    }

    private Table table(Iterator<org.dhatim.fastexcel.reader.Row> source) throws Unreadable {
        List<Row> rows = new ArrayList<>();
        while (source.hasNext()) {
            org.dhatim.fastexcel.reader.Row row = source.next();
            List<Cell> cells = cells(row);
            if (!cells.isEmpty()) {
                RowLimits.check(row.getRowNum(), rows.size(), cells.size(), limits);
                rows.add(new Row(row.getRowNum(), cells));
                RowLimits.checkTexts(rows.getLast(), limits);
            }
        }
        return new Table(rows, false);
    }

    /** Sheets carry formats far beyond what is in them: blank cells at the end are dropped. */
    private List<Cell> cells(org.dhatim.fastexcel.reader.Row row) {
        List<Cell> cells = new ArrayList<>();
        int filled = 0;
        for (int column = 0; column < row.getCellCount(); column++) {
            Cell cell = row.getOptionalCell(column).map(this::cell).orElse(Cell.EMPTY);
            cells.add(cell);
            filled = cell.isBlank() ? filled : cells.size();
        }
        return cells.subList(0, filled);
    }

    private Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        return switch (cell.getType()) {
            case EMPTY -> Cell.EMPTY;
            case STRING -> Cell.text(cell.asString());
            case BOOLEAN -> new Cell(cell.asBoolean() ? "true" : "false", Cell.Kind.TEXT);
            case ERROR -> new Cell(String.valueOf(cell.getRawValue()), Cell.Kind.ERROR);
            case FORMULA -> new Cell("=" + cell.getFormula(), Cell.Kind.FORMULA);
            case NUMBER ->
                    new Cell(
                            times.text(cell.asNumber().doubleValue(), format(cell)),
                            Cell.Kind.NUMBER);
        };
    }

    private static String format(org.dhatim.fastexcel.reader.Cell cell) {
        String format = cell.getDataFormatString();
        return format == null ? "" : format;
    }
}
