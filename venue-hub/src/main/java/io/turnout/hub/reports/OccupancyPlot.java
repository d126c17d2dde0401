package io.turnout.hub.reports;

import io.turnout.hub.reports.Occupancy.Step;
import io.turnout.hub.web.VenueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The step line of a session, as geometry: across in percent, the line itself in a box of 1000 by
 * 100 that stretches, heights in pixels below the picture's top.
 *
 * @param seats drawn as a line; empty for no limit
 * @param silentMs since when a unit of the room is not heard; 0 for none
 */
public record OccupancyPlot(
        Occupancy occupancy, Optional<Long> seats, long silentMs, VenueText text) {
    private static final int TOP = 20;
    private static final int HEIGHT = 180;
    private static final int MOST_TICKS = 7;
    private static final long[] TICK_MINUTES = {5, 10, 15, 30, 60, 120, 240, 480};

    /** A labelled time below the line. */
    public record Tick(String x, String label, boolean wide) {}

    /** The outline of the line; empty before the doors open. */
    public String line() {
        if (occupancy.steps().isEmpty()) {
            return "";
        }
        StringBuilder path = new StringBuilder("M0 100");
        for (Step step : occupancy.steps()) {
            path.append(" H").append(across(step.fromMs(), 1000));
            path.append(" V").append(tenths(100 - 100 * step.inside() / most()));
        }
        return path.append(" H").append(across(lastMs(), 1000)).toString();
    }

    /** The line closed to an area. */
    public String area() {
        return line() + " V100 H0 Z";
    }

    /** Where the limit is drawn. */
    public double limitY() {
        return y(seats.orElse(0L));
    }

    /** Where the line ends. */
    public String nowX() {
        return percent(lastMs());
    }

    /** How high the line ends. */
    public double nowY() {
        return y(inside());
    }

    /** How many are inside at the line's end. */
    public int inside() {
        return occupancy.steps().isEmpty() ? 0 : occupancy.steps().getLast().inside();
    }

    /** Whether the label at the line's end goes to its left. */
    public boolean labelLeft() {
        return across(lastMs(), 100) > 60;
    }

    /** Where the label at the line's end begins or ends. */
    public String labelX() {
        return tenths(across(lastMs(), 100) + (labelLeft() ? -1.2 : 1.2)) + "%";
    }

    /** How high that label is: below the line, unless the line is at the bottom. */
    public double labelY() {
        return nowY() > TOP + HEIGHT - 40 ? nowY() - 14 : nowY() + 24;
    }

    /** Whether a stretch is missing now. */
    public boolean hasMissing() {
        return silentMs > 0 && silentMs < lastMs() && !occupancy.steps().isEmpty();
    }

    /** Where what is missing begins. */
    public String missingX() {
        return percent(missingFrom());
    }

    /** How wide it is. */
    public String missingWidth() {
        return tenths(across(lastMs(), 100) - across(missingFrom(), 100)) + "%";
    }

    /** Times to label; on phones every second one. */
    public List<Tick> ticks() {
        long apart = apart() * 60_000;
        List<Tick> ticks = new ArrayList<>();
        boolean wide = false;
        for (long at = Math.ceilDiv(occupancy.fromMs(), apart) * apart;
                at < occupancy.toMs();
                at += apart) {
            double x = across(at, 100);
            if (x > 7 && x < 97) {
                ticks.add(new Tick(percent(at), text.time(at), wide));
                wide = !wide;
            }
        }
        return ticks;
    }

    private long apart() {
        for (long minutes : TICK_MINUTES) {
            if ((occupancy.toMs() - occupancy.fromMs()) / (minutes * 60_000) <= MOST_TICKS) {
                return minutes;
            }
        }
        return TICK_MINUTES[TICK_MINUTES.length - 1];
    }

    private long missingFrom() {
        return Math.max(silentMs, occupancy.fromMs());
    }

    private long lastMs() {
        return occupancy.steps().isEmpty()
                ? occupancy.fromMs()
                : occupancy.steps().getLast().toMs();
    }

    /** The number at the picture's top: some air above the limit and above the line. */
    private double most() {
        return 1.25 * Math.max(4, Math.max(occupancy.peak(), seats.orElse(0L)));
    }

    private double y(long people) {
        return tenths(TOP + HEIGHT * (1 - people / most()));
    }

    private String percent(long ms) {
        return across(ms, 100) + "%";
    }

    private double across(long ms, int width) {
        double length = Math.max(1, occupancy.toMs() - occupancy.fromMs());
        return tenths(width * Math.clamp((ms - occupancy.fromMs()) / length, 0.0, 1.0));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
