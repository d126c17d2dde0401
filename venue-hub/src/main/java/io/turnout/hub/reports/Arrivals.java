package io.turnout.hub.reports;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What came through a room's doors lately, minute by minute, the last minute first.
 *
 * @param ins people who took a seat
 * @param refused turned away for any reason
 * @param full of those, turned away for want of a seat
 * @param asked sent to staff
 */
public record Arrivals(
        List<Integer> ins, List<Integer> refused, List<Integer> full, List<Integer> asked) {
    /** How far back it looks. */
    public static final int MINUTES = 30;

    public static final Arrivals NONE = new Arrivals(zeroes(), zeroes(), zeroes(), zeroes());

    private static final double TOP = 3;
    private static final double BOTTOM = 26;
    private static final double WIDTH = 80;

    /** Fewer than this a minute look as few as they are. */
    private static final int LEAST_SCALE = 5;

    public Arrivals {
        ins = List.copyOf(ins);
        refused = List.copyOf(refused);
        full = List.copyOf(full);
        asked = List.copyOf(asked);
    }

    /** The sum of the last minutes of one of the lists. */
    public static int last(int minutes, List<Integer> counts) {
        return counts.stream().limit(minutes).mapToInt(Integer::intValue).sum();
    }

    /** People a minute, over the last five. */
    public int perMinute() {
        return Math.round(last(5, ins) / 5f);
    }

    /** The ins as an SVG path in a box of 80 by 28, up to a minute that long ago. */
    public String path(int untilMinutesAgo) {
        int most = Math.max(LEAST_SCALE, ins.stream().mapToInt(Integer::intValue).max().orElse(0));
        StringBuilder path = new StringBuilder();
        for (int ago = MINUTES - 1; ago >= untilMinutesAgo; ago--) {
            path.append(path.isEmpty() ? "M" : " L")
                    .append(tenths(x(ago)))
                    .append(' ')
                    .append(tenths(BOTTOM - (BOTTOM - TOP) * ins.get(ago) / most));
        }
        return path.toString();
    }

    /** Where a minute that long ago is in the path's box. */
    public static double x(int minutesAgo) {
        return tenths(WIDTH * (MINUTES - 1 - minutesAgo) / (MINUTES - 1));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static List<Integer> zeroes() {
        return IntStream.range(0, MINUTES).mapToObj(i -> 0).toList();
    }
}
