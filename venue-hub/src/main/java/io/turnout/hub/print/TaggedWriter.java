package io.turnout.hub.print;

import io.turnout.hub.print.TaggedDocument.Block;
import io.turnout.hub.print.TaggedDocument.Column;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Writes documents as PDF that screen readers can read (PDF/UA-1), with their font in the file. It
 * has the letters of Latin, Greek and Cyrillic. Keeps the font between documents; for one thread.
 */
public final class TaggedWriter implements AutoCloseable {
    private static final String FONT =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final int PREVIEW_DPI = 80;

    private final TrueTypeFont font;

    public TaggedWriter() {
        try (InputStream file = PDFont.class.getResourceAsStream(FONT)) {
            font =
                    new TTFParser()
                            .parse(new RandomAccessReadBuffer(Objects.requireNonNull(file, FONT)));
            font.setEnableGsub(false); // ligatures would take most of the time
        } catch (IOException e) {
            throw new UncheckedIOException("the font of the program cannot be read", e);
        }
    }

    /** The file. */
    public byte[] pdf(TaggedDocument wanted) {
        try (TaggedPdf pdf = new TaggedPdf(wanted)) {
            Lettering lettering = new Lettering(PDType0Font.load(pdf.document(), font, true));
            Sheet sheet = new Sheet(pdf, lettering, wanted.accent());
            for (Block block : wanted.blocks()) {
                draw(sheet, block);
            }
            if (lettering.isLacking()) {
                sheet.text(wanted.lacking(), TaggedDocument.Size.SMALL.points());
            }
            sheet.footer(wanted.footer(), wanted.pageOf());
            return pdf.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a PDF in memory cannot be written", e);
        }
    }

    private static void draw(Sheet sheet, Block block) throws IOException {
        switch (block) {
            case Block.Heading(int level, String text) -> sheet.heading(level, text);
            case Block.Text(String text, TaggedDocument.Size size) ->
                    sheet.text(text, size.points());
            case Block.Table(List<Column> columns, List<List<String>> rows) ->
                    new SheetTable(sheet, columns).draw(rows);
            case Block.Code code -> sheet.code(code);
            case Block.Picture(Logo logo, String says) -> sheet.picture(logo, says);
        }
    }

    /** The first page of a file as a PNG, for screens. */
    public static byte[] firstPage(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf);
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            BufferedImage image =
                    new PDFRenderer(document).renderImageWithDPI(0, PREVIEW_DPI, ImageType.RGB);
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a PDF of our own cannot be drawn", e);
        }
    }

    @Override
    public void close() {
        try {
            font.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a font in memory cannot be closed", e);
        }
    }
}
