package io.turnout.hub.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One figure over the last day as geometry: across in a box 1000 wide that stretches, up in a box
 * {@link #HEIGHT} high. Where nothing was noted for a while there is a gap.
 *
 * @param key the end of its texts' keys
 */
public record Plot(String key, List<Point> points, long fromMs, long toMs) {
    /** Of the box, in pixels. */
    public static final int HEIGHT = 100;

    /** Two notes may be lost to a busy hub. */
    private static final long GAP_MS = UnitHistory.STEP.multipliedBy(3).toMillis();

    private static final double WIDTH = 1000;

    public Plot {
        points = List.copyOf(points);
    }

    /** A figure at one moment. */
    public record Point(long atMs, double value) {}

    static Plot of(
            String key,
            List<Sample> samples,
            Function<Sample, Optional<Double>> figure,
            long toMs) {
        List<Point> points = new ArrayList<>();
        for (Sample sample : samples) {
            figure.apply(sample).ifPresent(value -> points.add(new Point(sample.atMs(), value)));
        }
        return new Plot(key, points, toMs - UnitHistory.KEPT.toMillis(), toMs);
    }

    public double highest() {
        return points.stream().mapToDouble(Point::value).max().orElse(0);
    }

    public double lowest() {
        return points.stream().mapToDouble(Point::value).min().orElse(0);
    }

    /** The outline; empty for nothing. */
    public String line() {
        StringBuilder path = new StringBuilder();
        long beforeMs = 0;
        for (Point point : points) {
            boolean goesOn = beforeMs > 0 && point.atMs() - beforeMs <= GAP_MS;
            path.append(goesOn ? " L" : " M").append(x(point)).append(' ').append(y(point));
            if (!goesOn) {
                path.append(" h1"); // a single note is seen, too
            }
            beforeMs = point.atMs();
        }
        return path.toString().strip();
    }

    private String x(Point point) {
        return number(WIDTH * (point.atMs() - fromMs) / (toMs - fromMs));
    }

    /** From zero, or from below it where clocks are slow; never a flat line at the very top. */
    private String y(Point point) {
        double base = Math.min(0, lowest());
        double top = Math.max(highest(), base + 1);
        return number(HEIGHT - HEIGHT * (point.value() - base) / (top - base));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
