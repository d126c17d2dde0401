package io.turnout.gateway.indicator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The page that explains lights and sounds, made from the patterns themselves. Run {@link #main}
 * with the folder {@code docs} after a pattern was changed.
 */
final class LightsPage {
    private static final int LEFT = 250;
    private static final int ROW = 46;
    private static final int TOP = 40;
    private static final double MILLIS_PER_UNIT = 8;
    private static final int SHOWN_MILLIS = 4000;

    private record Said(String word, String meaning) {}

    private LightsPage() {}

    private static Said said(Signal signal) {
        return switch (signal) {
            case REST -> new Said("Ready", "Hold a badge to the reader.");
            case READ -> new Said("Read", "The badge was read; the verdict follows at once.");
            case IN -> new Said("In", "Come in. The door's strike lets go, if there is one.");
            case OUT -> new Said("Out", "Good-bye. The door's strike lets go.");
            case REFUSED -> new Said("No entry", "The panel or staff say why.");
            case ASK_STAFF -> new Said("Ask staff", "The door cannot decide this; staff can.");
            case OFFLINE ->
                    new Said("Offline", "Scan as usual: it decides and remembers by itself.");
            case OUT_OF_ORDER ->
                    new Said("Out of order", "Nobody is let in by it. Call a technician.");
            case MODE_IN -> new Said("Mode: in", "From now on badges are for going in.");
            case MODE_OUT -> new Said("Mode: out", "From now on badges are for going out.");
            case MODE_AUTO -> new Said("Mode: in and out", "From now on for both.");
            case IDENTIFY -> new Said("Here I am", "Somebody looks for this unit.");
        };
    }

    /** Writes the picture; the table is between the marks in {@code lights.md}. */
    public static void main(String[] args) throws IOException {
        Path docs = Path.of(args[0]);
        Files.writeString(docs.resolve("pictures/lights.svg"), picture());
        Path page = docs.resolve("lights.md");
        Files.writeString(page, inserted(Files.readString(page)));
    }

    /** A page with the table as it is now. */
    static String inserted(String page) {
        int from = page.indexOf("| shown |");
        int to = page.indexOf("\n\n", from);
        return page.substring(0, from) + table().strip() + page.substring(to);
    }

    static String table() {
        String rows =
                Arrays.stream(Signal.values()).map(LightsPage::row).collect(Collectors.joining());
        return "| shown | lamps | rhythm, ms | sound | what it means |\n|---|---|---|---|---|\n"
                + rows;
    }

    private static String row(Signal signal) {
        Pattern pattern = signal.pattern();
        Said said = said(signal);
        return "| **%s** | %s | %s | %s | %s |\n"
                .formatted(
                        said.word(),
                        lamps(pattern),
                        rhythm(pattern),
                        sound(pattern),
                        said.meaning());
    }

    private static String lamps(Pattern pattern) {
        return pattern.lamps().isEmpty()
                ? "dark"
                : pattern.lamps().stream()
                        .sorted()
                        .map(lamp -> lamp.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" + "));
    }

    private static String rhythm(Pattern pattern) {
        List<Beat> beats = pattern.rhythm();
        if (beats.isEmpty()) {
            return "–";
        }
        long different = beats.stream().distinct().count();
        String told =
                different == 1
                        ? (beats.size() > 1 ? beats.size() + " × " : "") + told(beats.getFirst())
                        : beats.stream().map(LightsPage::told).collect(Collectors.joining(", "));
        return pattern.repeats() ? told + ", again and again" : told;
    }

    private static String told(Beat beat) {
        return beat.offMillis() == 0
                ? String.valueOf(beat.onMillis())
                : beat.onMillis() + " on " + beat.offMillis() + " off";
    }

    private static String sound(Pattern pattern) {
        return pattern.tones().isEmpty()
                ? "silent"
                : pattern.tones().stream()
                        .map(tone ->
                                tone.hertz() == 0
                                        ? "pause " + tone.millis()
                                        : tone.hertz() + " Hz " + tone.millis())
                        .collect(Collectors.joining(", "));
    }

    static String picture() {
        int height = TOP + ROW * Signal.values().length + 20;
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 %d\" font-family=\"system-ui, sans-serif\" font-size=\"14\" fill=\"#14202B\">\n"
                        .formatted(height));
        svg.append("<title>Each signal: which lamps, and their rhythm over four seconds</title>\n");
        svg.append("<rect width=\"800\" height=\"%d\" fill=\"#FFFFFF\"/>\n".formatted(height));
        for (int second = 0; second <= SHOWN_MILLIS / 1000; second++) {
            double x = x(second * 1000.0);
            svg.append(line(x, TOP - 12, x, height - 16));
            svg.append(text(x, TOP - 18, "middle", second + " s"));
        }
        int y = TOP;
        for (Signal signal : Signal.values()) {
            svg.append(row(signal, y));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String row(Signal signal, int y) {
        StringBuilder row = new StringBuilder();
        row.append(text(10, y + 26, "start", said(signal).word()));
        int x = 170;
        for (Lamp lamp : Lamp.values()) {
            boolean lit = signal.pattern().lamps().contains(lamp);
            row.append(
                    "<circle cx=\"%d\" cy=\"%d\" r=\"9\" fill=\"%s\" stroke=\"#14202B\"/>\n"
                            .formatted(x, y + 21, lit ? colour(lamp) : "#FFFFFF"));
            if (lit) {
                row.append(
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"11\" font-weight=\"bold\" fill=\"%s\">%s</text>\n"
                                .formatted(
                                        x,
                                        y + 25,
                                        lamp == Lamp.AMBER ? "#14202B" : "#FFFFFF",
                                        lamp.name().charAt(0)));
            }
            x += 24;
        }
        row.append(bars(signal.pattern(), y));
        return row.toString();
    }

    private static String bars(Pattern pattern, int y) {
        StringBuilder bars = new StringBuilder();
        double at = 0;
        do {
            for (Beat beat : pattern.rhythm()) {
                double end = Math.min(at + beat.onMillis(), SHOWN_MILLIS);
                if (at < SHOWN_MILLIS) {
                    bars.append(
                            "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"18\" rx=\"2\"/>\n"
                                    .formatted(
                                            number(x(at)),
                                            y + 8,
                                            number((end - at) / MILLIS_PER_UNIT)));
                }
                at += beat.onMillis() + beat.offMillis();
            }
        } while (pattern.repeats() && !pattern.rhythm().isEmpty() && at < SHOWN_MILLIS);
        at = 0;
        for (Tone tone : pattern.tones()) {
            if (tone.hertz() > 0) {
                // Higher is higher, so that a tune can be seen.
                double height = 3 + tone.hertz() / 300.0;
                bars.append(
                        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"#0B6E6E\"/>\n"
                                .formatted(
                                        number(x(at)),
                                        number(y + 40 - height),
                                        number(tone.millis() / MILLIS_PER_UNIT),
                                        number(height)));
            }
            at += tone.millis();
        }
        return bars.toString();
    }

    private static double x(double millis) {
        return LEFT + millis / MILLIS_PER_UNIT;
    }

    private static String colour(Lamp lamp) {
        return switch (lamp) {
            case RED -> "#B3261E";
            case AMBER -> "#F2B134";
            case GREEN -> "#17733A";
        };
    }

    private static String line(double x1, int y1, double x2, int y2) {
        return "<line x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\" stroke=\"#D9D6CE\"/>\n"
                .formatted(number(x1), y1, number(x2), y2);
    }

    private static String text(double x, int y, String anchor, String text) {
        return "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
                .formatted(number(x), y, anchor, text);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
    }
}
