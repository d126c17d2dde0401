package io.turnout.gateway.reader.camera;

import java.util.stream.IntStream;

/**
 * What counts as black, for each square of eight by eight pixels: the mean of the squares around
 * it, so that shadows do not; squares without contrast go by their neighbours.
 */
final class Thresholds {
    /** A square of the picture is one of four by four in the picture of half the size. */
    private static final int HALF_GROUP = Grey.GROUP / 2;

    /** Squares to each side whose mean counts. */
    private static final int REACH = 2;

    private static final int ACROSS = 2 * REACH + 1;

    /** What is not this part of all the contrast in a picture is noise: a pale picture has less. */
    private static final int NOISE = 10;

    private static final int LEAST_CONTRAST = 4;
    private static final int SHADES = 256;
    private static final long ONE_EACH = 0x0101010101010101L;
    private static final long HIGH_EACH = 0x8080808080808080L;
    private static final long LOW_BITS_TO_TOP_BYTE = 0x0102040810204080L;

    private final int columns;
    private final int rows;
    private final int[] means;
    private final int[] darkest;
    private final int[] lightest;

    private Thresholds(Grey grey) {
        this.columns = grey.stride() / Grey.GROUP;
        this.rows = (grey.height() + Grey.GROUP - 1) / Grey.GROUP;
        this.means = new int[columns * rows];
        this.darkest = new int[columns * rows];
        this.lightest = new int[columns * rows];
    }

    /**
     * What of a picture is black.
     *
     * @param half the same in half the size, from which shades are told with less noise
     */
    static Ink ink(Grey grey, Grey half) {
        Thresholds thresholds = new Thresholds(grey);
        thresholds.look(half);
        return thresholds.of(grey, thresholds.smooth(thresholds.squares()));
    }

    private void look(Grey half) {
        for (int row = 0; row < rows; row++) {
            int top = Math.min(row * HALF_GROUP, half.height() - HALF_GROUP);
            for (int column = 0; column < columns; column++) {
                int left = Math.min(column * HALF_GROUP, half.stride() - HALF_GROUP);
                look(half, top * half.stride() + left, row * columns + column);
            }
        }
    }

    private void look(Grey half, int from, int square) {
        int sum = 0;
        int least = SHADES - 1;
        int most = 0;
        for (int line = from; line < from + HALF_GROUP * half.stride(); line += half.stride()) {
            for (int at = line; at < line + HALF_GROUP; at++) {
                int shade = half.at(at);
                sum += shade;
                least = Math.min(least, shade);
                most = Math.max(most, shade);
            }
        }
        means[square] = sum / (HALF_GROUP * HALF_GROUP);
        darkest[square] = least;
        lightest[square] = most;
    }

    /** A threshold for each square by itself. */
    private int[] squares() {
        int ink = IntStream.of(darkest).min().orElse(0);
        int paper = IntStream.of(lightest).max().orElse(SHADES - 1);
        int contrast = Math.max(LEAST_CONTRAST, (paper - ink) / NOISE);
        int[] squares = new int[means.length];
        for (int i = 0; i < squares.length; i++) {
            if (lightest[i] - darkest[i] > contrast) {
                squares[i] = means[i];
            } else {
                int around = around(squares, i);
                // All of one shade: paper, unless it is as dark as what was black beside it.
                squares[i] = darkest[i] < around ? around : (ink + darkest[i]) / 2;
            }
        }
        return squares;
    }

    /** Of the squares above and to the left; 0 at those edges. */
    private int around(int[] squares, int i) {
        if (i < columns || i % columns == 0) {
            return 0;
        }
        return (squares[i - columns] + 2 * squares[i - 1] + squares[i - columns - 1]) / 4;
    }

    private int[] smooth(int[] squares) {
        int[] across = new int[squares.length];
        for (int i = 0; i < squares.length; i++) {
            int row = i / columns * columns;
            int first = first(i % columns, columns);
            for (int j = first; j < first + ACROSS; j++) {
                across[i] += squares[row + Math.min(j, columns - 1)];
            }
        }
        int[] smooth = new int[squares.length];
        for (int i = 0; i < squares.length; i++) {
            int first = first(i / columns, rows);
            for (int j = first; j < first + ACROSS; j++) {
                smooth[i] += across[Math.min(j, rows - 1) * columns + i % columns];
            }
            smooth[i] /= ACROSS * ACROSS;
        }
        return smooth;
    }

    /** The first of the squares whose mean counts: at an edge those inside. */
    private static int first(int place, int count) {
        return Math.clamp(place - REACH, 0, Math.max(0, count - ACROSS));
    }

    /** What of a picture is as dark as its square's threshold, or darker. */
    private Ink of(Grey grey, int[] thresholds) {
        Ink ink = new Ink(grey.width(), grey.height());
        for (int y = 0; y < grey.height(); y++) {
            int row = y / Grey.GROUP * columns;
            int line = y * grey.stride();
            for (int column = 0; column < columns; column++) {
                int x = column * Grey.GROUP;
                long limits = thresholds[row + column] * ONE_EACH;
                ink.add(x, y, notAbove(grey.eight(line + x), limits));
            }
        }
        return ink;
    }

    /** A bit for each of eight bytes that is not above its limit, unsigned. */
    private static long notAbove(long bytes, long limits) {
        long borrow = (limits | HIGH_EACH) - (bytes & ~HIGH_EACH);
        long above = (~limits & bytes) | (~(limits ^ bytes) & ~borrow);
        return (((~above & HIGH_EACH) >>> 7) * LOW_BITS_TO_TOP_BYTE) >>> 56;
    }
}
