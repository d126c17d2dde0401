package io.turnout.hub.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the style sheets to what they promise: every pair declared as {@code @pair text ground
 * least} is readable, by day and by night, and the unit's panel speaks the hub's language.
 */
class ContrastTest {

    private static final String STATIC = "src/main/resources/io/turnout/";
    private static final Path HUB = Path.of(STATIC, "hub/web/static");
    private static final Path PANEL =
            Path.of("..", "gateway-device", STATIC, "gateway/panel/static");
    private static final String DARK = "@media (prefers-color-scheme: dark)";
    private static final String TOKENS_END = "/* end of tokens */";
    private static final Pattern COLOUR =
            Pattern.compile("--([a-z-]+):\\s*#([0-9A-Fa-f]{6});", Pattern.MULTILINE);
    private static final Pattern PAIR = Pattern.compile("@pair ([a-z-]+) ([a-z-]+) ([0-9.]+)");

    private record Pair(String text, String ground, double least) {}

    @Test
    void hubPairsAreReadableByDayAndByNight() throws IOException {
        assertReadable(Files.readString(HUB.resolve("turnout.css")));
    }

    @Test
    void panelPairsAreReadableByDayAndByNight() throws IOException {
        assertReadable(Files.readString(PANEL.resolve("panel.css")));
    }

    @Test
    void everyStateIsDeclaredAsChipAndAsVerdict() throws IOException {
        List<Pair> pairs = pairs(Files.readString(HUB.resolve("turnout.css")));
        for (String state :
                List.of("in", "out", "refused", "ask-staff", "offline", "out-of-order")) {
            assertTrue(pairs.contains(new Pair(state, state + "-tint", 4.5)), state + " chip");
            assertTrue(pairs.contains(new Pair("on-" + state, state + "-full", 4.5)), state);
        }
    }

    @Test
    void panelAndHubShareOneBlockOfTokens() throws IOException {
        assertEquals(
                tokens(Files.readString(HUB.resolve("turnout.css"))),
                tokens(Files.readString(PANEL.resolve("panel.css"))),
                "copy the token block of turnout.css to panel.css");
    }

    @Test
    void panelAndHubShareOneSetOfShapes() throws IOException {
        assertEquals(
                Files.readString(HUB.resolve("states.svg")),
                Files.readString(PANEL.resolve("states.svg")),
                "copy states.svg of the hub to the panel");
    }

    @Test
    void ratiosAreThoseOfTheStandard() {
        assertEquals(21.0, contrast(0x000000, 0xFFFFFF), 1e-9);
        assertEquals(1.0, contrast(0x777777, 0x777777), 1e-9);
        assertEquals(4.48, contrast(0x777777, 0xFFFFFF), 0.005);
    }

    private static void assertReadable(String css) {
        Map<String, Integer> light = colours(withoutDark(css));
        Map<String, Integer> dark = new HashMap<>(light);
        dark.putAll(colours(darkPart(css)));
        List<Pair> pairs = pairs(css);
        assertFalse(pairs.isEmpty(), "no pair is declared");
        List<String> faults = new ArrayList<>();
        for (Pair pair : pairs) {
            check("light", pair, light, faults);
            check("dark", pair, dark, faults);
        }
        assertEquals(List.of(), faults);
    }

    private static void check(
            String scheme, Pair pair, Map<String, Integer> colours, List<String> faults) {
        double ratio =
                contrast(colour(colours, pair.text()), colour(colours, pair.ground()));
        if (ratio < pair.least()) {
            faults.add(
                    "%s: %s on %s is %.2f, less than %.1f"
                            .formatted(scheme, pair.text(), pair.ground(), ratio, pair.least()));
        }
    }

    private static int colour(Map<String, Integer> colours, String name) {
        Integer colour = colours.get(name);
        return colour == null ? fail("--" + name + " is paired but has no colour") : colour;
    }

    private static List<Pair> pairs(String css) {
        return PAIR.matcher(css)
                .results()
                .map(m -> new Pair(m.group(1), m.group(2), Double.parseDouble(m.group(3))))
                .toList();
    }

    private static Map<String, Integer> colours(String css) {
        Map<String, Integer> colours = new HashMap<>();
        COLOUR.matcher(css)
                .results()
                .forEach(m -> colours.put(m.group(1), Integer.parseInt(m.group(2), 16)));
        return colours;
    }

    private static String tokens(String css) {
        int start = css.indexOf("/* tokens:");
        int end = css.indexOf(TOKENS_END);
        assertTrue(start >= 0 && end > start, "the token block is not marked");
        return css.substring(start, end);
    }

    /** The dark block ends at the first brace in the first column, which closes the media rule. */
    private static String darkPart(String css) {
        int start = css.indexOf(DARK);
        assertTrue(start >= 0, "no dark counterpart");
        return css.substring(start, css.indexOf("\n}", start));
    }

    private static String withoutDark(String css) {
        return css.replace(darkPart(css), "").replaceFirst("(?s)@media print.*", "");
    }

    private static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16)
                + 0.7152 * linear(colour >> 8)
                + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        double c = (channel & 0xFF) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
