package io.turnout.hub.print;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * A QR code on a sheet of A4 with what people must read beside it; to be hung on a wall.
 *
 * @param link what the code holds, and what is typed by who cannot scan it
 * @param heading what to do, in the language of the sheet
 * @param title of what it is for
 * @param where room and time of it
 * @param name the short name
 * @param label what organizers call it
 */
public record WallPoster(
        String link, String heading, String title, String where, String name, String label) {
    private static final double WIDTH = 210;
    private static final double HEIGHT = 297;
    private static final double MARGIN = 12;
    private static final double CODE_TOP = 38;
    private static final double CODE_SIDE = 150;

    /** Of the image, to the millimetre: 200 dots an inch. */
    private static final double PIXELS = 200 / 25.4;

    private static final int MOST_LINES = 2;
    private static final int TITLE_WIDTH = 30;
    private static final int SMALL_WIDTH = 60;

    /** One line of text, all in millimetres; it stands on {@code y}, in the middle. */
    private record Line(String text, double size, double y, boolean bold) {}

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(cut(heading, TITLE_WIDTH), 12, 28, true));
        double y = CODE_TOP + CODE_SIDE + 14;
        for (String part : wrapped(title)) {
            lines.add(new Line(part, 9.5, y, true));
            y += 12;
        }
        lines.add(new Line(cut(where, SMALL_WIDTH), 6.5, y, false));
        lines.add(new Line(name, 11, HEIGHT - 40, true));
        lines.add(new Line(cut(label, SMALL_WIDTH), 5.5, HEIGHT - 30, false));
        lines.add(new Line(link, 4, HEIGHT - 18, false));
        return List.copyOf(lines);
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && width(line) + 1 + width(word) > TITLE_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        if (lines.size() > MOST_LINES) {
            String rest = String.join(" ", lines.subList(MOST_LINES - 1, lines.size()));
            return List.of(cut(lines.getFirst(), TITLE_WIDTH), cut(rest, TITLE_WIDTH));
        }
        return lines.stream().map(part -> cut(part, TITLE_WIDTH)).toList();
    }

    private static String cut(String text, int most) {
        if (width(text) <= most) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        text.codePoints().takeWhile(point -> width(kept) + 2 < most).forEach(kept::appendCodePoint);
        return kept.toString().strip() + "…";
    }

    /** In letters; those of Asian scripts are twice as wide. */
    private static int width(CharSequence text) {
        return text.codePoints().map(point -> point >= 0x1100 ? 2 : 1).sum();
    }

    /** As SVG, of A4's size. */
    public byte[] svg() {
        QrImage code = QrImage.of(link);
        StringBuilder svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" \
                viewBox="0 0 210 297" font-family="sans-serif" text-anchor="middle">\
                <rect width="210" height="297" fill="#fff"/>
                """);
        svg.append(
                "<path transform=\"translate(%s %s) scale(%s)\" shape-rendering=\"crispEdges\""
                        .formatted(
                                mm((WIDTH - CODE_SIDE) / 2),
                                mm(CODE_TOP),
                                mm(CODE_SIDE / code.side())));
        svg.append(" d=\"").append(code.path()).append("\"/>\n");
        for (Line line : lines()) {
            svg.append(
                    "<text x=\"105\" y=\"%s\" font-size=\"%s\"%s>%s</text>%n"
                            .formatted(
                                    mm(line.y()),
                                    mm(line.size()),
                                    line.bold() ? " font-weight=\"bold\"" : "",
                                    escaped(line.text())));
        }
        return svg.append("</svg>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String mm(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** What XML cannot hold at all is left out. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .filter(point -> !Character.isISOControl(point) && Character.isDefined(point))
                .forEach(point -> {
                    switch (point) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        default -> escaped.appendCodePoint(point);
                    }
                });
        return escaped.toString();
    }

    /** As PNG, of A4's size at 200 dots an inch; needs a font on this machine. */
    public byte[] png() {
        BufferedImage sheet =
                new BufferedImage(px(WIDTH), px(HEIGHT), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.setColor(Color.BLACK);
        code(pen, sheet.getWidth());
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        lines().forEach(line -> text(pen, sheet.getWidth(), line));
        pen.dispose();
        return written(sheet);
    }

    /** Each module is as many whole pixels as fit, so that its edges are sharp. */
    private void code(Graphics2D pen, int width) {
        QrImage code = QrImage.of(link);
        int module = px(CODE_SIDE) / code.side();
        int left = (width - module * code.side()) / 2;
        for (int y = 0; y < code.side(); y++) {
            for (int x = 0; x < code.side(); x++) {
                if (code.dark(x, y)) {
                    pen.fillRect(left + x * module, px(CODE_TOP) + y * module, module, module);
                }
            }
        }
    }

    private static void text(Graphics2D pen, int width, Line line) {
        int style = line.bold() ? Font.BOLD : Font.PLAIN;
        Font font = new Font(Font.SANS_SERIF, style, px(line.size()));
        int wide = pen.getFontMetrics(font).stringWidth(line.text());
        int room = px(WIDTH - 2 * MARGIN);
        Font fitting = wide <= room ? font : font.deriveFont(font.getSize2D() * room / wide);
        pen.setFont(fitting);
        int drawn = pen.getFontMetrics(fitting).stringWidth(line.text());
        pen.drawString(line.text(), (width - drawn) / 2, px(line.y()));
    }

    private static int px(double millimetres) {
        return (int) Math.round(millimetres * PIXELS);
    }

    private static byte[] written(BufferedImage sheet) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream();
                ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            IIOMetadata size =
                    writer.getDefaultImageMetadata(
                            ImageTypeSpecifier.createFromRenderedImage(sheet), null);
            size.mergeTree("javax_imageio_png_1.0", dotsPerMetre());
            writer.setOutput(stream);
            writer.write(new IIOImage(sheet, null, size));
            stream.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an image in memory cannot be written", e);
        } finally {
            writer.dispose();
        }
    }

    /** So that it is printed as large as it is meant to be. */
    private static IIOMetadataNode dotsPerMetre() {
        String dots = String.valueOf(Math.round(PIXELS * 1000));
        IIOMetadataNode physical = new IIOMetadataNode("pHYs");
        physical.setAttribute("pixelsPerUnitXAxis", dots);
        physical.setAttribute("pixelsPerUnitYAxis", dots);
        physical.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
        root.appendChild(physical);
        return root;
    }
}
