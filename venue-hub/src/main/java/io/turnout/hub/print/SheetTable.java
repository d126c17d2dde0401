package io.turnout.hub.print;

import io.turnout.hub.print.TaggedDocument.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

/**
 * A table on as many pages as it takes. Its head is drawn on each, and read out once: on the others
 * it is a decoration, since the cells know their heads.
 */
final class SheetTable {
    private static final float SIZE = 9;
    private static final float PAD = 4;
    private static final int MOST_LINES = 20;
    private static final int INK = 0x14202B;
    private static final int HEAD = 0xECEBE7;
    private static final int LINE = 0xC9C5BB;

    private final Sheet sheet;
    private final List<Column> columns;
    private final float[] widths;

    SheetTable(Sheet sheet, List<Column> columns) {
        this.sheet = sheet;
        this.columns = columns;
        this.widths = new float[columns.size()];
        int shares = columns.stream().mapToInt(Column::share).sum();
        for (int i = 0; i < widths.length; i++) {
            widths[i] = sheet.width() * columns.get(i).share() / shares;
        }
    }

    /** A row's cells, in lines; the same number of cells as there are columns. */
    private record Row(List<String> texts, List<List<String>> lines) {
        float height() {
            int most = lines.stream().mapToInt(List::size).max().orElse(1);
            return most * SIZE * Sheet.LEADING + 2 * PAD;
        }
    }

    void draw(List<List<String>> rows) throws IOException {
        PDStructureElement table = sheet.pdf().element("Table");
        Row heads = row(columns.stream().map(Column::head).toList());
        Row first = rows.isEmpty() ? heads : row(rows.getFirst());
        if (!sheet.fits(heads.height() + first.height())) {
            sheet.page();
        }
        heads(sheet.pdf().element("TR", sheet.pdf().element("THead", table)), heads);
        PDStructureElement body = sheet.pdf().element("TBody", table);
        for (List<String> texts : rows) {
            Row row = row(texts);
            if (!sheet.fits(row.height())) {
                sheet.page();
                headsAgain(heads);
            }
            cells(sheet.pdf().element("TR", body), row);
        }
        sheet.down(6);
    }

    private Row row(List<String> texts) {
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            List<String> all = sheet.lettering().lines(texts.get(i), SIZE, widths[i] - 2 * PAD);
            lines.add(all.size() > MOST_LINES ? cut(all) : all);
        }
        return new Row(texts, lines);
    }

    /** The rest is read out all the same. */
    private static List<String> cut(List<String> lines) {
        List<String> cut = new ArrayList<>(lines.subList(0, MOST_LINES - 1));
        cut.add("...");
        return cut;
    }

    private void heads(PDStructureElement row, Row heads) throws IOException {
        background(heads.height());
        float x = sheet.left();
        for (int i = 0; i < columns.size(); i++) {
            PDStructureElement head = sheet.pdf().head(row);
            sheet.spoken(head, heads.texts().get(i));
            float at = x;
            int column = i;
            sheet.pdf().draw(head, content -> head(content, heads, column, at));
            x += widths[i];
        }
        sheet.down(heads.height());
    }

    private void headsAgain(Row heads) throws IOException {
        background(heads.height());
        sheet.pdf()
                .decorate(content -> {
                    float x = sheet.left();
                    for (int i = 0; i < columns.size(); i++) {
                        head(content, heads, i, x);
                        x += widths[i];
                    }
                });
        sheet.down(heads.height());
    }

    private void background(float height) throws IOException {
        sheet.pdf()
                .decorate(content -> {
                    Sheet.colour(content, HEAD);
                    content.addRect(sheet.left(), sheet.y() - height, sheet.width(), height);
                    content.fill();
                });
    }

    private void head(PDPageContentStream content, Row heads, int column, float x)
            throws IOException {
        Sheet.bold(content, true, SIZE, INK);
        cell(content, heads, column, x);
        Sheet.bold(content, false, SIZE, INK);
    }

    private void cells(PDStructureElement element, Row row) throws IOException {
        float x = sheet.left();
        for (int i = 0; i < columns.size(); i++) {
            PDStructureElement cell = sheet.pdf().element("TD", element);
            if (row.lines().get(i).size() == MOST_LINES) {
                cell.setActualText(row.texts().get(i));
            } else {
                sheet.spoken(cell, row.texts().get(i));
            }
            float at = x;
            int column = i;
            sheet.pdf().draw(cell, content -> cell(content, row, column, at));
            x += widths[i];
        }
        sheet.down(row.height());
        sheet.pdf()
                .decorate(content -> {
                    Sheet.colour(content, LINE);
                    content.addRect(sheet.left(), sheet.y(), sheet.width(), 0.5f);
                    content.fill();
                });
    }

    private void cell(PDPageContentStream content, Row row, int column, float x)
            throws IOException {
        Sheet.colour(content, INK);
        float base = sheet.y() - PAD + SIZE * 0.3f;
        for (String line : row.lines().get(column)) {
            base -= SIZE * Sheet.LEADING;
            float width = sheet.lettering().width(line, SIZE);
            float at = columns.get(column).right() ? x + widths[column] - PAD - width : x + PAD;
            sheet.show(content, new Sheet.Line(line, at, base, SIZE));
        }
    }
}
