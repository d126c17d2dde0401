package io.turnout.gateway.reader.camera;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for the squares in the corners of QR codes: whatever way a line crosses one through its
 * middle, it goes through black, white, three times as much black, white, black.
 */
final class CornerSearch {
    /** What is three lines high is crossed by every third one. */
    private static final int EVERY = 3;

    private static final int RUNS = 5;
    private static final int MODULES = 7;

    /** More squares than in four codes; what is beyond is texture. */
    private static final int MOST = 24;

    private final Ink ink;
    private final int[] runs = new int[RUNS];
    private final List<Corner> found = new ArrayList<>();

    private CornerSearch(Ink ink) {
        this.ink = ink;
    }

    /** The squares of a picture, best seen first. */
    static List<Corner> in(Ink ink) {
        CornerSearch search = new CornerSearch(ink);
        search.lines();
        search.found.sort(Comparator.comparingInt(Corner::lines).reversed());
        return search.found.stream().limit(MOST).toList();
    }

    private void lines() {
        int[] edges = new int[ink.width() + 2];
        for (int y = EVERY - 1; y < ink.height(); y += EVERY) {
            int count = ink.edges(y, edges);
            for (int i = 0; i + RUNS < count; i += 2) {
                if (isCrossing(edges, i)) {
                    look(edges, i, y);
                }
            }
        }
    }

    /** By whole numbers, and without a copy: this is asked of each black run in a picture. */
    private static boolean isCrossing(int[] edges, int i) {
        int total = edges[i + RUNS] - edges[i];
        return isMiddle(edges[i + 3] - edges[i + 2], total)
                && isModule(edges[i + 1] - edges[i], total)
                && isModule(edges[i + 2] - edges[i + 1], total)
                && isModule(edges[i + 4] - edges[i + 3], total)
                && isModule(edges[i + RUNS] - edges[i + 4], total);
    }

    /** A module wide, half of it more or less. */
    private static boolean isModule(int run, int total) {
        return total < 2 * MODULES * run && 2 * MODULES * run < 3 * total;
    }

    /** Three modules wide, half of it more or less. */
    private static boolean isMiddle(int run, int total) {
        return 3 * total < 2 * MODULES * run && 2 * MODULES * run < 9 * total;
    }

    private void look(int[] edges, int i, int y) {
        int total = edges[i + RUNS] - edges[i];
        int middle = edges[i + 3] - edges[i + 2];
        float x = (edges[i + 2] + edges[i + 3]) / 2f;
        float down = across((int) x, y, 0, 1, middle);
        int height = total();
        if (Float.isNaN(down) || 5 * Math.abs(height - total) >= 2 * total) {
            return;
        }
        float middleY = y + down;
        float right = across((int) x, (int) middleY, 1, 0, middle);
        int width = total();
        if (Float.isNaN(right) || 5 * Math.abs(width - total) >= total) {
            return;
        }
        float middleX = (int) x + right;
        if (!Float.isNaN(across((int) middleX, (int) middleY, 1, 1, middle))) {
            add(new Corner(middleX, middleY, (width + height) / 2f / MODULES, 1));
        }
    }

    private void add(Corner corner) {
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).same(corner)) {
                found.set(i, found.get(i).and(corner));
                return;
            }
        }
        found.add(corner);
    }

    private int total() {
        return runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
    }

    /**
     * Goes from a point both ways.
     *
     * @return where the middle is, from the point on, in steps; NaN where this is no square
     */
    private float across(int x, int y, int dx, int dy, int most) {
        Arrays.fill(runs, 0);
        int back = walk(x, y, -dx, -dy, 2, -1, 2 * most);
        if (back < 0) {
            return Float.NaN;
        }
        int forth = walk(x + dx, y + dy, dx, dy, 2, 1, 2 * most);
        if (forth < 0 || !isSquare(dx * dy != 0)) {
            return Float.NaN;
        }
        // The last step forth is outside.
        return forth + 1 - runs[4] - runs[3] - runs[2] / 2f;
    }

    private boolean isSquare(boolean diagonal) {
        int total = total();
        if (total < MODULES) {
            return false;
        }
        // Across the corners a line is less exact.
        float module = (float) total / MODULES;
        float off = diagonal ? module / 1.333f : module / 2f;
        return Math.abs(module - runs[0]) < off
                && Math.abs(module - runs[1]) < off
                && Math.abs(3 * module - runs[2]) < 3 * off
                && Math.abs(module - runs[3]) < off
                && Math.abs(module - runs[4]) < off;
    }

    /** Through the rest of the middle, white, and black; how many steps, or -1 where they lack. */
    private int walk(int x, int y, int dx, int dy, int from, int to, int most) {
        int steps = 0;
        int run = from;
        for (int i = 0; i < 3; i++, run += to) {
            boolean black = i != 1;
            int before = steps;
            while (inside(x, y) && ink.black(x, y) == black) {
                x += dx;
                y += dy;
                steps++;
            }
            runs[run] += steps - before;
            boolean whole = inside(x, y) || i == 2;
            if (!whole || steps - before > most) {
                return -1;
            }
        }
        return steps;
    }

    private boolean inside(int x, int y) {
        return x >= 0 && y >= 0 && x < ink.width() && y < ink.height();
    }
}
