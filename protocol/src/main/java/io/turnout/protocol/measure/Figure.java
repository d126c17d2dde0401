package io.turnout.protocol.measure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One figure against its reference of the same run.
 *
 * @param id of the target, such as {@code G2}
 * @param ours median over the pairs, in {@code unit}
 * @param reference median over the pairs, or the limit itself, in {@code unit}
 * @param ratio median of the pairs' ratios, ours ÷ reference
 * @param low lower end of the ratio's 95 % bootstrap interval
 * @param high its upper end
 * @param target what the ratio is to be, such as {@code ≤ 1.2}
 * @param met whether it is
 */
public record Figure(
        String id,
        String name,
        double ours,
        double reference,
        String unit,
        double ratio,
        double low,
        double high,
        String target,
        boolean met) {
    private static final String ROW = "%-4s %-64s %11s %11s %-8s %7s %15s %8s  %s";

    /** A figure whose ratio is not to be above a limit. */
    public static Figure atMost(double limit, Label label, Pairs pairs) {
        return of(label, pairs, "≤ " + limit, pairs.ratio() <= limit);
    }

    /** A figure whose ratio is not to be below a limit. */
    public static Figure atLeast(double limit, Label label, Pairs pairs) {
        return of(label, pairs, "≥ " + limit, pairs.ratio() >= limit);
    }

    /** What is measured, and in what. */
    public record Label(String id, String name, String unit) {}

    private static Figure of(Label label, Pairs pairs, String target, boolean met) {
        Pairs.Interval interval = pairs.interval();
        return new Figure(
                label.id(),
                label.name(),
                pairs.ours(),
                pairs.reference(),
                label.unit(),
                pairs.ratio(),
                interval.low(),
                interval.high(),
                target,
                met);
    }

    /** Figures as lines of text under a head, without a last line feed. */
    public static String table(List<Figure> figures) {
        String head =
                ROW.formatted(
                        "id",
                        "what",
                        "ours",
                        "reference",
                        "unit",
                        "ratio",
                        "95 %",
                        "target",
                        "met");
        return Stream.concat(Stream.of(head), figures.stream().map(Figure::row))
                .collect(Collectors.joining("\n"));
    }

    private String row() {
        return ROW.formatted(
                id,
                name,
                number(ours),
                number(reference),
                unit,
                String.format(Locale.ROOT, "%.2f", ratio),
                String.format(Locale.ROOT, "%.2f … %.2f", low, high),
                target,
                met ? "yes" : "no");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 1000 ? "%.1f" : "%,.0f", value);
    }
}
