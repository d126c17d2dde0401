package io.turnout.hub.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is printed, read back from the rendered page as a badge reader would. */
final class LabelSheetTest {
    private static final float DPI = 300;

    @Test
    @DisplayName(
            "U-8 every code of a sheet is read from the page, with name and short code in letters")
    void printsCodesThatReadersRead() throws Exception {
        List<BadgeLabel> labels =
                IntStream.range(0, 5)
                        .mapToObj(i ->
                                BadgeLabel.of("Ada Łukasz " + i, "N" + i, "ABC0000000" + i + "X"))
                        .toList();
        byte[] pdf = new LabelSheet(SheetLayout.A4_24, 20, true).pdf(labels);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(document.getPage(0).getMediaBox().getWidth() / 72 * 25.4)
                    .isCloseTo(210, within(0.01));
            String text = new PDFTextStripper().getText(document);
            assertThat(text).contains("Ada Łukasz 3", "ABC-0000-0003-X", "N4");
            BufferedImage first = render(document, 0);
            for (int i = 0; i < 4; i++) {
                assertThat(codes(cell(first, 20 + i))).containsExactly("ABC0000000" + i + "X");
            }
            assertThat(codes(cell(render(document, 1), 0))).containsExactly("ABC00000004X");
        }
    }

    @Test
    @DisplayName("U-8 a label stands where its sheet has it, to a tenth of a millimetre")
    void printsInExactMillimetres() throws Exception {
        BadgeLabel label = BadgeLabel.of("A", "1", "ABC00000000X");
        byte[] pdf = new LabelSheet(SheetLayout.A4_24, 4, true).pdf(List.of(label));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage page = render(document, 0);
            assertThat(firstInk(page, true)).isCloseTo(7.25 + 66, within(0.15));
            assertThat(firstInk(page, false)).isCloseTo(12.9 + 33.9, within(0.15));
        }
    }

    @Test
    @DisplayName("every layout fits its paper")
    void layoutsFitTheirPaper() {
        for (SheetLayout layout : SheetLayout.ALL) {
            int last = layout.cells() - 1;
            assertThat(layout.left(last) + layout.label().width())
                    .isLessThanOrEqualTo(layout.paper().width() + 0.001);
            assertThat(layout.top(last) + layout.label().height())
                    .isLessThanOrEqualTo(layout.paper().height() + 0.001);
            assertThat(SheetLayout.find(layout.key())).contains(layout);
        }
    }

    @Test
    @DisplayName("names too long or in letters that the font lacks are printed all the same")
    void printsAnyName() throws Exception {
        BadgeLabel label = BadgeLabel.of("山田太郎 " + "Very Long Name ".repeat(20), "1", "x y");
        byte[] pdf = new LabelSheet(SheetLayout.SINGLE, 0, false).pdf(List.of(label));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("???? Very Long");
            assertThat(codes(render(document, 0))).containsExactly("x y");
        }
    }

    @Test
    @DisplayName("U-8 the image of a code is read back, as PNG and drawn from SVG")
    void drawsImages() throws Exception {
        QrImage image = QrImage.of("ABC00000000X");
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(image.png()));
        assertThat(codes(png)).containsExactly("ABC00000000X");
        String svg = new String(image.svg(), StandardCharsets.UTF_8);
        assertThat(svg).startsWith("<svg ").contains("M4 4h7v1h-7z").doesNotContain("%");
    }

    private static BufferedImage cell(BufferedImage page, int cell) {
        SheetLayout layout = SheetLayout.A4_24;
        double pixels = DPI / 25.4;
        return page.getSubimage(
                (int) (layout.left(cell) * pixels),
                (int) (layout.top(cell) * pixels),
                (int) (layout.label().width() * pixels),
                (int) (layout.label().height() * pixels));
    }

    private static double firstInk(BufferedImage page, boolean across) {
        int most = across ? page.getWidth() : page.getHeight();
        int other = across ? page.getHeight() : page.getWidth();
        for (int i = 0; i < most; i++) {
            for (int j = 0; j < other; j++) {
                int pixel = across ? page.getRGB(i, j) : page.getRGB(j, i);
                if ((pixel & 0xff) < 128) {
                    return i / DPI * 25.4;
                }
            }
        }
        throw new AssertionError("an empty page");
    }

    private static BufferedImage render(PDDocument document, int page) throws IOException {
        BufferedImage image = new PDFRenderer(document).renderImageWithDPI(page, DPI);
        String folder = System.getProperty("turnout.look", "");
        if (!folder.isEmpty()) {
            Path file =
                    Path.of(folder, "labels-" + document.getNumberOfPages() + "-" + page + ".png");
            try (var out = Files.newOutputStream(file)) {
                ImageIO.write(image, "png", out);
            }
        }
        return image;
    }

    private static Set<String> codes(BufferedImage image) throws Exception {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        var source = new RGBLuminanceSource(width, height, pixels);
        var bitmap = new BinaryBitmap(new HybridBinarizer(source));
        Result[] read = new QRCodeMultiReader().decodeMultiple(bitmap);
        return Arrays.stream(read).map(Result::getText).collect(Collectors.toSet());
    }
}
