package io.turnout.hub.reports;

import io.turnout.hub.reports.Day.Step;
import io.turnout.hub.web.VenueText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A day's flow as geometry: above, the line of who was inside; below it, who came as bars upwards
 * and who left as bars downwards. Across in a box 1000 wide that stretches, or in percent for what
 * must not stretch; heights in pixels below the picture's top.
 *
 * @param silentMs since when a unit is not heard; 0 for none
 */
public record DayPlot(Day day, long silentMs, VenueText text) {
    private static final double LINE_TOP = 24;
    private static final double LINE_BASE = 150;
    private static final double BARS_BASE = 232;
    private static final double BARS_HEIGHT = 56;
    private static final int MOST_TICKS = 9;
    private static final long[] TICK_MINUTES = {30, 60, 120, 180, 240, 360};

    /** A labelled time below the picture. */
    public record Tick(String x, String label, boolean wide) {}

    /** A bar. */
    public record Bar(double x, double width, double y, double height) {}

    /** The outline of the line. */
    public String line() {
        StringBuilder path = new StringBuilder("M0 " + LINE_BASE);
        for (Step step : day.steps()) {
            path.append(" H").append(across(step.fromMs(), 1000));
            path.append(" V").append(lineY(step.inside()));
        }
        return path.append(" H").append(across(lastMs(), 1000)).toString();
    }

    /** The line closed to an area. */
    public String area() {
        return line() + " V" + LINE_BASE + " H0 Z";
    }

    /** Who came. */
    public List<Bar> ins() {
        return day.steps().stream()
                .filter(step -> step.ins() > 0)
                .map(step -> bar(step, step.ins(), true))
                .toList();
    }

    /** Who left. */
    public List<Bar> outs() {
        return day.steps().stream()
                .filter(step -> step.outs() > 0)
                .map(step -> bar(step, step.outs(), false))
                .toList();
    }

    /** When the most were inside; empty where nobody was. */
    public Optional<Step> fullest() {
        return day.steps().stream()
                .filter(step -> step.inside() > 0)
                .max(Comparator.comparingInt(Step::inside));
    }

    /** When the most came; empty where nobody did. */
    public Optional<Step> busiest() {
        return day.steps().stream()
                .filter(step -> step.ins() > 0)
                .max(Comparator.comparingInt(Step::ins));
    }

    /** The middle of a step, in percent. */
    public String middle(Step step) {
        return across(step.fromMs() + Day.STEP_MS / 2, 100) + "%";
    }

    /** Where a label there is anchored, so that it does not leave the picture. */
    public String anchor(Step step) {
        double x = across(step.fromMs(), 100);
        return x < 15 ? "start" : x > 85 ? "end" : "middle";
    }

    /** How high so many are in the line. */
    public double lineY(int people) {
        double most = Math.max(4, day.peak());
        return tenths(LINE_BASE - (LINE_BASE - LINE_TOP) * people / most);
    }

    /** Whether a stretch is missing now. */
    public boolean hasMissing() {
        return silentMs > 0 && silentMs < lastMs() && silentMs >= day.fromMs();
    }

    /** Where what is missing begins. */
    public String missingX() {
        return across(silentMs, 100) + "%";
    }

    /** How wide it is. */
    public String missingWidth() {
        return tenths(across(lastMs(), 100) - across(silentMs, 100)) + "%";
    }

    /** Times to label; on phones every second one. */
    public List<Tick> ticks() {
        long apart = apart() * 60_000;
        List<Tick> ticks = new ArrayList<>();
        boolean wide = false;
        for (long at = day.fromMs() + apart; at < day.toMs(); at += apart) {
            double x = across(at, 100);
            if (x > 4 && x < 97) {
                ticks.add(new Tick(x + "%", text.time(at), wide));
                wide = !wide;
            }
        }
        return ticks;
    }

    private long apart() {
        for (long minutes : TICK_MINUTES) {
            if ((day.toMs() - day.fromMs()) / (minutes * 60_000) <= MOST_TICKS) {
                return minutes;
            }
        }
        return TICK_MINUTES[TICK_MINUTES.length - 1];
    }

    private Bar bar(Step step, int people, boolean up) {
        double height = tenths(BARS_HEIGHT * people / Math.max(4, day.mostMoved()));
        double x = across(step.fromMs(), 1000);
        double width = across(step.fromMs() + Day.STEP_MS, 1000) - x;
        return new Bar(
                tenths(x + width / 8),
                tenths(width * 3 / 4),
                up ? tenths(BARS_BASE - height) : BARS_BASE,
                height);
    }

    private long lastMs() {
        return Math.min(day.nowMs(), day.toMs());
    }

    private double across(long ms, int width) {
        double length = Math.max(1, day.toMs() - day.fromMs());
        return tenths(width * Math.clamp((ms - day.fromMs()) / length, 0.0, 1.0));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
