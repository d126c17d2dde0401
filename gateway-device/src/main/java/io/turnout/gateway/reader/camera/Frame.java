package io.turnout.gateway.reader.camera;

/**
 * One picture.
 *
 * @param luma brightness, a byte per pixel, line by line; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a frame is megabytes; nobody compares two
record Frame(byte[] luma, int width, int height) {
    /** Largest side in pixels. */
    static final int MAX_SIDE = 4096;

    Frame {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException("a frame of " + width + " x " + height);
        }
        if (luma.length < width * height) {
            throw new IllegalArgumentException(
                    "a frame of " + width + " x " + height + " in " + luma.length + " bytes");
        }
    }
}
