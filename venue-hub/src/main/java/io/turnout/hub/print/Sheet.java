package io.turnout.hub.print;

import java.io.IOException;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDLayoutAttributeObject;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** Pages that are filled from top to bottom. All lengths in points. */
final class Sheet {
    static final float LEADING = 1.35f;
    private static final float MARGIN = 57;
    private static final float FOOT = 62;
    private static final float PARAGRAPH = 7;
    private static final float LOGO_WIDTH = 170;
    private static final float LOGO_HEIGHT = 68;
    private static final float CODE = 92;
    private static final int INK = 0x14202B;
    private static final int MUTED = 0x56606B;
    private static final float[] HEADINGS = {26, 14, 12};

    private final TaggedPdf pdf;
    private final Lettering lettering;
    private final int accent;
    private float y;

    Sheet(TaggedPdf pdf, Lettering lettering, int accent) throws IOException {
        this.pdf = pdf;
        this.lettering = lettering;
        this.accent = accent;
        page();
    }

    /** One line at a place. */
    record Line(String text, float x, float base, float size) {}

    TaggedPdf pdf() {
        return pdf;
    }

    Lettering lettering() {
        return lettering;
    }

    float left() {
        return MARGIN;
    }

    float width() {
        return PDRectangle.A4.getWidth() - 2 * MARGIN;
    }

    float y() {
        return y;
    }

    void down(float by) {
        y -= by;
    }

    void page() throws IOException {
        pdf.page();
        y = PDRectangle.A4.getHeight() - MARGIN;
        float top = PDRectangle.A4.getHeight() - 20;
        pdf.decorate(content -> {
            colour(content, accent);
            content.addRect(0, top, PDRectangle.A4.getWidth(), 20);
            content.fill();
        });
    }

    boolean fits(float height) {
        return y - height >= FOOT;
    }

    void heading(int level, String text) throws IOException {
        float size = HEADINGS[Math.min(level, HEADINGS.length) - 1];
        y -= level == 1 ? 0 : size * 0.6f;
        if (!fits(size * LEADING * 4)) {
            page();
        }
        PDStructureElement element = pdf.element("H" + level);
        lines(element, text, size, level == 1 ? accent : INK, true);
        y -= PARAGRAPH * 0.6f;
    }

    void text(String text, float size) throws IOException {
        lines(pdf.element("P"), text, size, INK, false);
        y -= PARAGRAPH;
    }

    /** As many pages as it takes; each page's lines are one mark. */
    private void lines(
            PDStructureElement element, String text, float size, int colour, boolean bold)
            throws IOException {
        spoken(element, text);
        List<String> all = lettering.lines(text, size, width());
        int next = 0;
        while (next < all.size()) {
            if (!fits(size * LEADING)) {
                page();
            }
            int many =
                    (int) Math.max(1, Math.min(all.size() - next, (y - FOOT) / (size * LEADING)));
            List<String> here = all.subList(next, next + many);
            pdf.draw(
                    element,
                    content -> {
                        colour(content, colour);
                        bold(content, bold, size, colour);
                        for (String line : here) {
                            y -= size * LEADING;
                            show(content, new Line(line, MARGIN, y + size * 0.3f, size));
                        }
                        bold(content, false, size, colour);
                    });
            next += many;
        }
    }

    /** Where what is drawn is not what was written, readers are told what was. */
    void spoken(PDStructureElement element, String text) {
        String drawn = lettering.drawable(text);
        if (!drawn.equals(text) || !Lettering.seen(drawn).equals(drawn)) {
            element.setActualText(text);
        }
    }

    void show(PDPageContentStream content, Line line) throws IOException {
        if (line.text().isEmpty()) {
            return;
        }
        content.beginText();
        content.setFont(lettering.font(), line.size());
        content.newLineAtOffset(line.x(), line.base());
        content.showText(Lettering.seen(line.text()));
        content.endText();
    }

    void picture(Logo logo, String says) throws IOException {
        PDImageXObject image = LosslessFactory.createFromImage(pdf.document(), logo.image());
        float scale = Math.min(LOGO_WIDTH / image.getWidth(), LOGO_HEIGHT / image.getHeight());
        float w = image.getWidth() * scale;
        float h = image.getHeight() * scale;
        y -= h;
        PDRectangle place = new PDRectangle(MARGIN, y, w, h);
        TaggedPdf.Drawing drawing =
                content -> content.drawImage(image, MARGIN, place.getLowerLeftY(), w, h);
        if (says.isEmpty()) {
            pdf.decorate(drawing);
        } else {
            pdf.draw(figure(says, place), drawing);
        }
        y -= PARAGRAPH * 2;
    }

    private PDStructureElement figure(String says, PDRectangle place) {
        PDStructureElement figure = pdf.element("Figure");
        figure.setAlternateDescription(says);
        PDLayoutAttributeObject layout = new PDLayoutAttributeObject();
        layout.setPlacement(PDLayoutAttributeObject.PLACEMENT_BLOCK);
        layout.setBBox(place);
        figure.addAttribute(layout);
        return figure;
    }

    void code(TaggedDocument.Block.Code code) throws IOException {
        y -= PARAGRAPH;
        if (!fits(CODE)) {
            page();
        }
        float top = y;
        QrImage qr = QrImage.of(code.address());
        PDRectangle place = new PDRectangle(MARGIN, top - CODE, CODE, CODE);
        pdf.draw(figure(code.says(), place), content -> modules(content, qr, place));
        float size = TaggedDocument.Size.NORMAL.points();
        float x = MARGIN + CODE + 12;
        for (String beside : code.beside()) {
            beside(pdf.element("P"), beside, x, size);
        }
        PDStructureElement paragraph = pdf.element("P");
        PDStructureElement link = pdf.element("Link", paragraph);
        float before = y;
        beside(link, code.address(), x, size);
        pdf.link(link, new PDRectangle(x, y, MARGIN + width() - x, before - y), code.address());
        y = Math.min(y, top - CODE) - PARAGRAPH;
    }

    private void beside(PDStructureElement element, String text, float x, float size)
            throws IOException {
        spoken(element, text);
        List<String> lines = lettering.lines(text, size, MARGIN + width() - x);
        pdf.draw(
                element,
                content -> {
                    colour(content, INK);
                    for (String line : lines) {
                        y -= size * LEADING;
                        show(content, new Line(line, x, y + size * 0.3f, size));
                    }
                });
    }

    private static void modules(PDPageContentStream content, QrImage qr, PDRectangle place)
            throws IOException {
        float module = place.getWidth() / qr.side();
        content.setNonStrokingColor(0f);
        for (int row = 0; row < qr.side(); row++) {
            for (int column = 0; column < qr.side(); column++) {
                if (qr.dark(column, row)) {
                    content.addRect(
                            place.getLowerLeftX() + column * module,
                            place.getUpperRightY() - (row + 1) * module,
                            module,
                            module);
                }
            }
        }
        content.fill();
    }

    /** At the foot of all pages; none can be added after it. */
    void footer(String text, BinaryOperator<String> pageOf) throws IOException {
        float size = TaggedDocument.Size.SMALL.points();
        String left = lettering.drawable(text);
        pdf.footer((page, pages) -> {
            String right =
                    lettering.drawable(pageOf.apply(String.valueOf(page), String.valueOf(pages)));
            return content -> {
                colour(content, MUTED);
                show(content, new Line(left, MARGIN, FOOT - 24, size));
                float x = MARGIN + width() - lettering.width(right, size);
                show(content, new Line(right, x, FOOT - 24, size));
            };
        });
    }

    static void colour(PDPageContentStream content, int rgb) throws IOException {
        content.setNonStrokingColor(
                ((rgb >> 16) & 0xff) / 255f, ((rgb >> 8) & 0xff) / 255f, (rgb & 0xff) / 255f);
    }

    /** The font is regular only: heavier letters have an outline in their own colour. */
    static void bold(PDPageContentStream content, boolean on, float size, int rgb)
            throws IOException {
        content.setRenderingMode(on ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        if (on) {
            content.setLineWidth(size / 40);
            content.setStrokingColor(
                    ((rgb >> 16) & 0xff) / 255f, ((rgb >> 8) & 0xff) / 255f, (rgb & 0xff) / 255f);
        }
    }
}
