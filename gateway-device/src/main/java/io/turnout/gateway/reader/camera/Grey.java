package io.turnout.gateway.reader.camera;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Brightness at one scale, line by line. Each line is a multiple of {@link #GROUP} bytes, of which
 * those beyond the width repeat the last pixel: eight pixels at a time are worked on as one number.
 */
final class Grey {
    /** Pixels that are worked on at once. */
    static final int GROUP = 8;

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOUR =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
    private static final long EVEN_PAIRS = 0x0000FFFF0000FFFFL;
    private static final long TWO_EACH = 0x0002000200020002L;

    private final byte[] luma;
    private final int width;
    private final int height;
    private final int stride;

    private Grey(byte[] luma, int width, int height, int stride) {
        this.luma = luma;
        this.width = width;
        this.height = height;
        this.stride = stride;
    }

    /** The frame as it is; its bytes are copied only where its lines are not whole groups. */
    static Grey of(Frame frame) {
        int stride = whole(frame.width());
        if (stride == frame.width()) {
            return new Grey(frame.luma(), frame.width(), frame.height(), stride);
        }
        byte[] padded = new byte[stride * frame.height()];
        for (int y = 0; y < frame.height(); y++) {
            System.arraycopy(frame.luma(), y * frame.width(), padded, y * stride, frame.width());
            pad(padded, y * stride, frame.width(), stride);
        }
        return new Grey(padded, frame.width(), frame.height(), stride);
    }

    private static int whole(int width) {
        return (width + GROUP - 1) / GROUP * GROUP;
    }

    private static void pad(byte[] bytes, int line, int width, int stride) {
        Arrays.fill(bytes, line + width, line + stride, bytes[line + width - 1]);
    }

    /** Half the size: each pixel is the mean of four, so noise is less, too. */
    Grey half() {
        int halfWidth = width / 2;
        int halfHeight = height / 2;
        int halfStride = whole(stride / 2);
        byte[] out = new byte[halfStride * halfHeight];
        for (int y = 0; y < halfHeight; y++) {
            int from = 2 * y * stride;
            int to = y * halfStride;
            for (int x = 0; x < stride; x += GROUP) {
                FOUR.set(out, to + x / 2, means(eight(from + x), eight(from + stride + x)));
            }
            pad(out, to, halfWidth, halfStride);
        }
        return new Grey(out, halfWidth, halfHeight, halfStride);
    }

    /** The rounded means of four squares of two by two. */
    private static int means(long upper, long lower) {
        long sums =
                (upper & EVEN_BYTES)
                        + (upper >>> 8 & EVEN_BYTES)
                        + (lower & EVEN_BYTES)
                        + (lower >>> 8 & EVEN_BYTES)
                        + TWO_EACH;
        long means = sums >>> 2 & EVEN_BYTES;
        long pairs = (means | means >>> 8) & EVEN_PAIRS;
        return (int) (pairs | pairs >>> 16);
    }

    /** Brightness between pixels; what lies outside of the picture is as its edge. */
    float between(float x, float y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float right = x - left;
        float down = y - top;
        return (1 - down) * ((1 - right) * pixel(left, top) + right * pixel(left + 1, top))
                + down * ((1 - right) * pixel(left, top + 1) + right * pixel(left + 1, top + 1));
    }

    private int pixel(int x, int y) {
        return at(Math.clamp(y, 0, height - 1) * stride + Math.clamp(x, 0, width - 1));
    }

    /** Eight pixels, the leftmost in the lowest byte. */
    long eight(int at) {
        return (long) EIGHT.get(luma, at);
    }

    int at(int place) {
        return luma[place] & 0xFF;
    }

    /** Light for dark. */
    Grey negative() {
        byte[] out = new byte[stride * height];
        for (int at = 0; at < out.length; at += GROUP) {
            EIGHT.set(out, at, ~eight(at));
        }
        return new Grey(out, width, height, stride);
    }

    /** Of the shorter side. */
    int lines() {
        return Math.min(width, height);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Bytes from a line to the next. */
    int stride() {
        return stride;
    }
}
