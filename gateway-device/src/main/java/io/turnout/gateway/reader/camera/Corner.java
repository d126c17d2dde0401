package io.turnout.gateway.reader.camera;

import com.google.zxing.ResultPoint;

/**
 * One of the three squares in the corners of a QR code, as they are seen.
 *
 * @param x middle, in pixels
 * @param y middle, in pixels
 * @param module side of a module, in pixels
 * @param lines how many lines of the picture showed it
 */
record Corner(float x, float y, float module, int lines) {
    private static final float SAME_SIZE = 1;

    /** Whether it is the same one, seen in another line. */
    boolean same(Corner other) {
        float difference = Math.abs(module - other.module);
        return Math.abs(x - other.x) <= module
                && Math.abs(y - other.y) <= module
                && (difference <= SAME_SIZE || difference <= module);
    }

    /** Both sights of it as one. */
    Corner and(Corner other) {
        int all = lines + other.lines;
        return new Corner(
                (lines * x + other.lines * other.x) / all,
                (lines * y + other.lines * other.y) / all,
                (lines * module + other.lines * other.module) / all,
                all);
    }

    float distance(Corner other) {
        return (float) Math.hypot(x - other.x, y - other.y);
    }

    ResultPoint point() {
        return new ResultPoint(x, y);
    }
}
