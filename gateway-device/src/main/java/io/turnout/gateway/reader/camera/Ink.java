package io.turnout.gateway.reader.camera;

import com.google.zxing.common.BitArray;
import com.google.zxing.common.BitMatrix;

/** What is black in a picture: a bit for each pixel, 64 in a word, the leftmost lowest. */
final class Ink {
    private static final int WORD = 64;

    private final long[] words;
    private final int width;
    private final int height;
    private final int perLine;

    Ink(int width, int height) {
        this.width = width;
        this.height = height;
        this.perLine = (width + WORD - 1) / WORD;
        this.words = new long[perLine * height];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean black(int x, int y) {
        return (words[y * perLine + x / WORD] >>> x & 1) != 0;
    }

    /** Whether the pixel at a place is; outside of the picture none is. */
    boolean black(float x, float y) {
        return x >= 0 && y >= 0 && x < width && y < height && black((int) x, (int) y);
    }

    /** Adds eight pixels of a line; those beyond the width are not black. */
    void add(int x, int y, long bits) {
        words[y * perLine + x / WORD] |= bits << x;
        if (x + Grey.GROUP > width) {
            words[y * perLine + perLine - 1] &= lastWord();
        }
    }

    private long lastWord() {
        return -1L >>> (WORD - 1 - (width - 1) % WORD);
    }

    /** Black for white. */
    Ink inverted() {
        Ink other = new Ink(width, height);
        for (int i = 0; i < words.length; i++) {
            other.words[i] = ~words[i];
        }
        for (int last = perLine - 1; last < words.length; last += perLine) {
            other.words[last] &= lastWord();
        }
        return other;
    }

    /**
     * Where a line changes between white and black; it begins and ends white. Every second one is
     * where black begins.
     *
     * @param at takes the places, as many as pixels and two more
     * @return how many there are, an even number
     */
    int edges(int y, int[] at) {
        int count = 0;
        long before = 0;
        for (int i = 0; i < perLine; i++) {
            long word = words[y * perLine + i];
            for (long edge = word ^ (word << 1 | before); edge != 0; edge &= edge - 1) {
                at[count++] = i * WORD + Long.numberOfTrailingZeros(edge);
            }
            before = word >>> (WORD - 1);
        }
        if (count % 2 != 0) {
            at[count++] = width;
        }
        return count;
    }

    /** The same for ZXing. */
    BitMatrix matrix() {
        BitMatrix matrix = new BitMatrix(width, height);
        BitArray line = new BitArray(width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x += Integer.SIZE) {
                long word = words[y * perLine + x / WORD];
                line.setBulk(x, (int) (word >>> x));
            }
            matrix.setRow(y, line);
        }
        return matrix;
    }
}
