package io.turnout.hub.print;

import java.io.IOException;
import java.text.Bidi;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.font.PDFont;

/**
 * Texts as one font can draw them: in lines that fit, those written from right to left in the order
 * in which they are seen, and with a question mark for what the font lacks. Of one document.
 */
final class Lettering {
    private static final String UNKNOWN = "?";
    private static final int MOST_LINES = 400;

    private final PDFont font;
    private final Map<Integer, Boolean> has = new HashMap<>();
    private boolean lacking;

    Lettering(PDFont font) {
        this.font = font;
    }

    PDFont font() {
        return font;
    }

    /** Whether any text so far had a letter that the font lacks. */
    boolean isLacking() {
        return lacking;
    }

    /** The lines of a text; each has nothing but letters of the font. */
    List<String> lines(String text, float size, float width) {
        List<String> lines = new ArrayList<>();
        for (String part : drawable(text).split("\n", -1)) {
            wrap(part, size, width, lines);
        }
        return lines.size() > MOST_LINES ? lines.subList(0, MOST_LINES) : lines;
    }

    float width(String drawable, float size) {
        try {
            return font.getStringWidth(drawable) / 1000 * size;
        } catch (IOException e) {
            throw new IllegalStateException("a font in memory cannot be read", e);
        }
    }

    /** A line as it is seen from left to right. */
    static String seen(String line) {
        if (!Bidi.requiresBidi(line.toCharArray(), 0, line.length())) {
            return line;
        }
        Bidi bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        int runs = bidi.getRunCount();
        byte[] levels = new byte[runs];
        Integer[] order = new Integer[runs];
        for (int i = 0; i < runs; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            order[i] = i;
        }
        Bidi.reorderVisually(levels, 0, order, 0, runs);
        StringBuilder seen = new StringBuilder(line.length());
        for (int run : order) {
            String part = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            seen.append(levels[run] % 2 == 0 ? part : mirrored(part));
        }
        return seen.toString();
    }

    private static String mirrored(String part) {
        StringBuilder turned = new StringBuilder(part).reverse();
        for (int i = 0; i < turned.length(); i++) {
            int pair = "()[]{}<>".indexOf(turned.charAt(i));
            if (pair >= 0) {
                turned.setCharAt(i, "()[]{}<>".charAt(pair ^ 1));
            }
        }
        return turned.toString();
    }

    /** In the font's letters; what readers see as one letter is one question mark at most. */
    String drawable(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).replace("\r\n", "\n");
        StringBuilder drawable = new StringBuilder(plain.length());
        for (String letter : letters(plain)) {
            drawable.append(letter(letter));
        }
        return drawable.toString();
    }

    private String letter(String letter) {
        int first = letter.codePointAt(0);
        if (first == '\n') {
            return letter;
        }
        if (Character.isWhitespace(first) || Character.isSpaceChar(first)) {
            return " ";
        }
        String shown =
                letter.codePoints()
                        .filter(Lettering::isShown)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        if (shown.codePoints().allMatch(this::has)) {
            return shown;
        }
        lacking = true;
        return UNKNOWN;
    }

    /** Neither a control nor what only steers how its neighbours look. */
    private static boolean isShown(int letter) {
        int type = Character.getType(letter);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && !(letter >= 0xfe00 && letter <= 0xfe0f);
    }

    private boolean has(int letter) {
        return has.computeIfAbsent(letter, this::ask);
    }

    private boolean ask(int letter) {
        try {
            return font.encode(Character.toString(letter)).length > 0;
        } catch (IOException | IllegalArgumentException _) {
            return false; // the font says so by an exception only
        }
    }

    private static List<String> letters(String text) {
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        List<String> letters = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            letters.add(text.substring(start, end));
            start = end;
        }
        return letters;
    }

    private void wrap(String text, float size, float width, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" +", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer, size) <= width) {
                line.setLength(0);
                line.append(longer);
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line.toString());
            }
            line.setLength(0);
            line.append(lastPart(word, size, width, lines));
        }
        lines.add(line.toString());
    }

    /** Breaks a word that is longer than a line; the rest begins the next. */
    private String lastPart(String word, float size, float width, List<String> lines) {
        if (width(word, size) <= width) {
            return word;
        }
        StringBuilder part = new StringBuilder();
        for (String letter : letters(word)) {
            if (!part.isEmpty() && width(part + letter, size) > width) {
                lines.add(part.toString());
                part.setLength(0);
            }
            part.append(letter);
        }
        return part.toString();
    }
}
