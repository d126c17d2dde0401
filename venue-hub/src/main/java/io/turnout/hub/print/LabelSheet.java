package io.turnout.hub.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * Labels as PDF, in exact millimetres: a viewer is asked not to scale them. The font is in the file
 * and has the letters of Latin, Greek and Cyrillic; others are printed as question marks.
 */
public final class LabelSheet {
    /** Labels of one file at most. */
    public static final int MOST = 5_000;

    private static final double POINTS = 72 / 25.4;
    private static final double EDGE = 3;
    private static final double MARK = 2;
    private static final float SMALLEST = 6;
    private static final String FONT =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final SheetLayout layout;
    private final int start;
    private final boolean marks;

    /**
     * @param start how many cells of the first page are used up already
     * @param marks whether the corners of labels are marked for cutting
     */
    public LabelSheet(SheetLayout layout, int start, boolean marks) {
        if (start < 0 || start >= layout.cells()) {
            throw new IllegalArgumentException("no cell " + start + " on " + layout.key());
        }
        this.layout = layout;
        this.start = start;
        this.marks = marks;
    }

    /** The file; one empty page where there are no labels. */
    public byte[] pdf(List<BadgeLabel> labels) {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PDFont font = font(document);
            int used = start;
            for (int first = 0; first == 0 || first < labels.size(); used = 0) {
                int next = Math.min(labels.size(), first + layout.cells() - used);
                page(document, font, labels.subList(first, next), used);
                first = Math.max(next, 1);
            }
            PDViewerPreferences preferences =
                    new PDViewerPreferences(document.getDocumentCatalog().getCOSObject());
            preferences.setPrintScaling(PDViewerPreferences.PRINT_SCALING.None);
            document.getDocumentCatalog().setViewerPreferences(preferences);
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a PDF in memory cannot be written", e);
        }
    }

    private static PDFont font(PDDocument document) throws IOException {
        try (InputStream file = PDFont.class.getResourceAsStream(FONT)) {
            return PDType0Font.load(document, Objects.requireNonNull(file, FONT));
        }
    }

    private void page(PDDocument document, PDFont font, List<BadgeLabel> labels, int used)
            throws IOException {
        PDRectangle size =
                new PDRectangle(points(layout.paper().width()), points(layout.paper().height()));
        PDPage page = new PDPage(size);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            for (int i = 0; i < labels.size(); i++) {
                label(new Ink(content, font), labels.get(i), used + i);
            }
        }
    }

    private void label(Ink ink, BadgeLabel label, int cell) throws IOException {
        double left = layout.left(cell);
        double bottom = layout.paper().height() - layout.top(cell) - layout.label().height();
        double side = Math.min(layout.label().height() - 2 * EDGE, layout.label().width() * 0.45);
        double middle = bottom + layout.label().height() / 2;
        ink.qr(QrImage.of(label.code()), left + EDGE, middle - side / 2, side);
        double text = left + EDGE + side + EDGE;
        double width = left + layout.label().width() - EDGE - text;
        ink.text(label.name(), new Spot(text, middle + 4, width), 14);
        ink.text(label.number(), new Spot(text, middle - 2, width), 9);
        ink.text(label.shown(), new Spot(text, middle - 8, width), 10);
        if (marks) {
            ink.corners(left, bottom, layout.label());
        }
    }

    private record Spot(double left, double base, double width) {}

    private record Ink(PDPageContentStream content, PDFont font) {
        void qr(QrImage qr, double left, double bottom, double side) throws IOException {
            double module = side / qr.side();
            for (int y = 0; y < qr.side(); y++) {
                for (int x = 0; x < qr.side(); x++) {
                    if (qr.dark(x, y)) {
                        content.addRect(
                                points(left + x * module),
                                points(bottom + side - (y + 1) * module),
                                points(module),
                                points(module));
                    }
                }
            }
            content.fill();
        }

        /** As large as fits, and cut where even small letters do not. */
        void text(String text, Spot spot, float size) throws IOException {
            String known = known(text);
            float full = font.getStringWidth(known) / 1000;
            float room = points(spot.width());
            float fits = full == 0 ? size : Math.min(size, room / full);
            float used = Math.max(SMALLEST, fits);
            while (font.getStringWidth(known) / 1000 * used > room + 0.01 && !known.isEmpty()) {
                known = known.substring(0, known.offsetByCodePoints(known.length(), -1));
            }
            content.beginText();
            content.setFont(font, used);
            content.newLineAtOffset(points(spot.left()), points(spot.base()));
            content.showText(known);
            content.endText();
        }

        void corners(double left, double bottom, SheetLayout.Label label) throws IOException {
            content.setLineWidth(0.25f);
            double right = left + label.width();
            double top = bottom + label.height();
            for (double x : new double[] {left, right}) {
                for (double y : new double[] {bottom, top}) {
                    double inX = x == left ? MARK : -MARK;
                    double inY = y == bottom ? MARK : -MARK;
                    content.moveTo(points(x + inX), points(y));
                    content.lineTo(points(x), points(y));
                    content.lineTo(points(x), points(y + inY));
                    content.stroke();
                }
            }
        }

        private String known(String text) {
            StringBuilder known = new StringBuilder();
            text.codePoints()
                    .mapToObj(Character::toString)
                    .forEach(letter -> known.append(has(letter) ? letter : "?"));
            return known.toString();
        }

        private boolean has(String letter) {
            try {
                return font.encode(letter).length > 0;
            } catch (IOException | IllegalArgumentException _) {
                return false; // the font says so by an exception only
            }
        }
    }

    private static float points(double millimetres) {
        return (float) (millimetres * POINTS);
    }
}
