package io.turnout.hub.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.print.TaggedDocument.Block;
import io.turnout.hub.print.TaggedDocument.Column;
import io.turnout.hub.print.TaggedDocument.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TaggedDocumentTest {
    private static final String ADDRESS = "https://hub.example.org/verify/ABCD";
    private static final List<Column> COLUMNS =
            List.of(new Column("Session", 70, false), new Column("Credits", 30, true));

    @Test
    @DisplayName("R-5 what a certificate says is tagged, in its order, with language and title")
    void tagsEverything() throws IOException {
        byte[] pdf = pdf(blocks("Ada Lovelace", rows(2)));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            var catalog = document.getDocumentCatalog();
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getLanguage()).isEqualTo("de");
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Title & <more>");
            String xmp = new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8);
            assertThat(xmp).contains("<pdfuaid:part>1</pdfuaid:part>", "Title &amp; &lt;more&gt;");
            assertThat(tags(catalog.getStructureTreeRoot()))
                    .containsExactly(
                            "Document",
                            "Figure",
                            "H1",
                            "P",
                            "Table",
                            "THead",
                            "TR",
                            "TH",
                            "TH",
                            "TBody",
                            "TR",
                            "TD",
                            "TD",
                            "TR",
                            "TD",
                            "TD",
                            "Figure",
                            "P",
                            "P",
                            "Link");
            List<PDStructureElement> all = elements(catalog.getStructureTreeRoot());
            assertThat(all)
                    .filteredOn(one -> one.getStructureType().equals("Figure"))
                    .extracting(PDStructureElement::getAlternateDescription)
                    .containsExactly("A blue square", "QR code to " + ADDRESS);
            assertThat(all)
                    .filteredOn(one -> one.getStructureType().equals("TH"))
                    .allMatch(
                            one -> one.getAttributes().getObject(0).toString().contains("Column"));
        }
    }

    @Test
    @DisplayName("R-5 every mark on a page belongs to the structure or is a decoration")
    void leavesNothingUntagged() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(blocks("Ada", rows(60))))) {
            for (PDPage page : document.getPages()) {
                String content =
                        new String(page.getContents().readAllBytes(), StandardCharsets.ISO_8859_1);
                int depth = 0;
                for (String line : content.lines().toList()) {
                    depth += line.endsWith("BDC") || line.endsWith("BMC") ? 1 : 0;
                    depth -= line.endsWith("EMC") ? 1 : 0;
                    boolean draws = line.matches(".*\\b(Tj|TJ|f|Do|S)$");
                    assertThat(!draws || depth == 1).as(line).isTrue();
                }
                assertThat(depth).isZero();
                assertThat(page.getCOSObject().getNameAsString("Tabs")).isEqualTo("S");
            }
        }
    }

    @Test
    @DisplayName("R-5 many sessions take several pages, with the table's head on each")
    void repeatsTheHead() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(blocks("Ada", rows(100))))) {
            assertThat(document.getNumberOfPages()).isBetween(3, 6);
            for (int page = 1; page < document.getNumberOfPages(); page++) {
                assertThat(text(document, page)).as("page " + page).contains("Session", "Credits");
                assertThat(text(document, page))
                        .contains("Page " + page + " of " + document.getNumberOfPages());
            }
            String all = new PDFTextStripper().getText(document);
            IntStream.range(0, 100)
                    .forEach(i ->
                            assertThat(all.lines()).anyMatch(line -> line.endsWith("Row " + i)));
            long heads =
                    tags(document.getDocumentCatalog().getStructureTreeRoot()).stream()
                            .filter("TH"::equals)
                            .count();
            assertThat(heads).as("read out once").isEqualTo(2);
        }
    }

    @Test
    @DisplayName("R-5 names of Latin, Greek and Cyrillic are shown; for others there is a word")
    void showsNames() throws IOException {
        byte[] shown = pdf(blocks("Łukasz Ağa Ευγενία Жанна", rows(1)));
        try (PDDocument document = Loader.loadPDF(shown)) {
            assertThat(text(document, 1))
                    .contains("Łukasz Ağa Ευγενία Жанна")
                    .doesNotContain("a letter is missing");
            embedsItsFonts(document);
        }
        String name = "李小龙 محمد 👩‍🚀";
        try (PDDocument document = Loader.loadPDF(pdf(blocks(name, rows(1))))) {
            assertThat(text(document, 1)).contains("??? ???? ?", "a letter is missing");
            assertThat(elements(document.getDocumentCatalog().getStructureTreeRoot()))
                    .as("screen readers get the name itself")
                    .extracting(PDStructureElement::getActualText)
                    .contains(name);
        }
    }

    @Test
    @DisplayName("R-5 what is written from right to left is seen so, and read out as written")
    void turnsHebrew() {
        assertThat(Lettering.seen("abc שלום (1)")).isEqualTo("abc (1) םולש");
        assertThat(Lettering.seen("Ada (1)")).isEqualTo("Ada (1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0000\u0007\u001b[31m",
                "=HYPERLINK(\"http://x\")",
                "<script>alert(1)</script> &amp; %s {0} ${x}",
                "\u202eevil\u202c \u200b\u200d\ufeff",
                "\ud800 lone",
                "e\u0301\u0301\u0301\u0301",
                "a\r\nb\n\n\nc\td"
            })
    @DisplayName("R-5 no text breaks a certificate")
    void takesAnyText(String hostile) throws IOException {
        for (String text : List.of(hostile, hostile.repeat(300))) {
            byte[] pdf = pdf(blocks(text, List.of(List.of(text, text), List.of(text, "1"))));
            try (PDDocument document = Loader.loadPDF(pdf)) {
                assertThat(document.getNumberOfPages()).isPositive();
            }
        }
    }

    @Test
    @DisplayName("R-5 a word longer than a line is broken, and nothing of it lost")
    void breaksLongWords() throws IOException {
        String word = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4);
        try (PDDocument document = Loader.loadPDF(pdf(blocks(word, List.of(List.of(word, "1")))))) {
            String all = new PDFTextStripper().getText(document).replaceAll("\\s", "");
            assertThat(all).contains(word);
            assertThat(all.split("Donaudampf", -1)).hasSize(1 + 8);
        }
    }

    @Test
    @DisplayName("R-5 the same certificate is the same file, to the byte")
    void givesTheSameBytes() throws IOException {
        assertThat(pdf(blocks("Ada", rows(3)))).isEqualTo(pdf(blocks("Ada", rows(3))));
    }

    @Test
    @DisplayName("R-5 logos are taken as PNG and SVG, drawn anew and no larger than paper needs")
    void takesLogos() throws IOException {
        Logo png = good(png(3000, 200));
        assertThat(png.image().getWidth()).isEqualTo(1000);
        assertThat(Logo.stored(png.png()).image().getHeight()).isEqualTo(67);
        Logo svg = good(svg("<rect width='50' height='20' fill='#f00'/>"));
        assertThat(svg.image().getWidth()).isEqualTo(1000);
        assertThat(svg.image().getHeight()).isEqualTo(400);
        assertThat(svg.image().getRGB(100, 100)).isEqualTo(0xffff0000);
    }

    @Test
    @DisplayName("R-5 broken and hostile logos are refused, each with its reason")
    void refusesLogos() throws IOException {
        byte[] whole = png(100, 100);
        assertThat(bad(Arrays.copyOf(whole, 60))).isEqualTo("broken");
        assertThat(bad("GIF89a".getBytes(StandardCharsets.US_ASCII))).isEqualTo("kind");
        assertThat(bad(new byte[0])).isEqualTo("kind");
        assertThat(bad(new byte[Logo.MOST_BYTES + 1])).isEqualTo("bytes");
        byte[] bomb = whole.clone();
        bomb[16] = 0x7f; // says that it is two thousand million pixels wide
        assertThat(bad(bomb)).isEqualTo("size");
        assertThat(bad(svg("<script>1</script>"))).isEqualTo("element");
        assertThat(bad(svg("<image href='file:///etc/passwd'/>"))).isEqualTo("element");
        assertThat(bad(svg("<g onload='x'/>"))).isEqualTo("element");
        assertThat(bad(svg("<rect fill='url(http://x/y)'/>"))).isEqualTo("element");
        assertThat(bad(svg("<style>@im\\port 'x'; </style>"))).isEqualTo("element");
        assertThat(bad(svg("<text>fonts</text>"))).isEqualTo("element");
        assertThat(bad(svg("<g/>".repeat(5_001)))).isEqualTo("element");
        assertThat(bad(svg("<g"))).isEqualTo("broken");
        String dtd = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
        String entity = dtd + "<svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>";
        assertThat(bad(entity.getBytes(StandardCharsets.UTF_8))).isEqualTo("broken");
    }

    private static Logo good(byte[] file) {
        return ((Logo.Reading.Good) Logo.read(file)).logo();
    }

    private static String bad(byte[] file) {
        return Logo.read(file) instanceof Logo.Reading.Bad(String why, _) ? why : "good";
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private static byte[] svg(String inside) {
        return ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 50 20' width='50'"
                        + " height='20'>"
                        + inside
                        + "</svg>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Block> blocks(String name, List<List<String>> rows) throws IOException {
        return List.of(
                new Block.Picture(good(png(40, 40)), "A blue square"),
                new Block.Heading(1, "Heading"),
                new Block.Text(name, Size.NAME),
                new Block.Table(COLUMNS, rows),
                new Block.Code(ADDRESS, "QR code to " + ADDRESS, List.of("Number")));
    }

    private static List<List<String>> rows(int many) {
        List<List<String>> rows = new ArrayList<>();
        IntStream.range(0, many).forEach(i -> rows.add(List.of("1.5", "Row " + i)));
        return rows;
    }

    private static byte[] pdf(List<Block> blocks) {
        try (TaggedWriter writer = new TaggedWriter()) {
            return writer.pdf(
                    new TaggedDocument(
                            "Title & <more>",
                            Locale.GERMAN,
                            Instant.parse("2026-02-01T10:00:00Z"),
                            0x0B6E6E,
                            "Footer",
                            (page, pages) -> "Page " + page + " of " + pages,
                            "a letter is missing",
                            blocks));
        }
    }

    private static String text(PDDocument document, int page) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return stripper.getText(document);
    }

    private static void embedsItsFonts(PDDocument document) throws IOException {
        for (PDPage page : document.getPages()) {
            PDResources resources = page.getResources();
            for (COSName font : resources.getFontNames()) {
                assertThat(resources.getFont(font).isEmbedded()).isTrue();
            }
        }
    }

    private static List<String> tags(PDStructureNode node) {
        return elements(node).stream().map(PDStructureElement::getStructureType).toList();
    }

    private static List<PDStructureElement> elements(PDStructureNode node) {
        List<PDStructureElement> all = new ArrayList<>();
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                all.add(element);
                all.addAll(elements(element));
            }
        }
        return all;
    }
}
