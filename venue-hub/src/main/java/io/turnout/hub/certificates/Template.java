package io.turnout.hub.certificates;

import io.turnout.hub.print.Logo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What certificates of an event look like.
 *
 * @param version 0 where nobody has set anything
 * @param accent {@code #0B6E6E}
 * @param refused whether sessions without credit are listed, with what decided
 * @param words by language
 */
public record Template(
        long version,
        String accent,
        boolean refused,
        Optional<Logo> logo,
        Map<String, Wording> words) {
    /** The hub's own. */
    static final Template OWN = new Template(0, "#0B6E6E", false, Optional.empty(), Map.of());

    /** What white letters, and letters on white, must at least differ by (WCAG 2, AA). */
    private static final double CONTRAST = 4.5;

    /** Its words in one language; empty for what the hub says by itself. */
    public record Wording(String title, String intro, String closing, String logoSays) {
        static final Wording NONE = new Wording("", "", "", "");
    }

    public Template {
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }

    Wording in(String language) {
        return words.getOrDefault(language, Wording.NONE);
    }

    int rgb() {
        return Integer.parseInt(accent.substring(1), 16);
    }

    /** Whether letters of that colour can be read on white. */
    static boolean isReadable(int rgb) {
        double luminance =
                0.2126 * linear(rgb >> 16 & 0xff)
                        + 0.7152 * linear(rgb >> 8 & 0xff)
                        + 0.0722 * linear(rgb & 0xff);
        return 1.05 / (luminance + 0.05) >= CONTRAST;
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
