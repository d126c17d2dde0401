package io.turnout.gateway.reader.camera;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Finds QR codes in a picture: in a small size first, where there are fewer pixels and less noise,
 * and closer where that shows nothing new. Thread-safe; takes some 1 to 50 ms of the caller's
 * thread.
 */
public final class QrDecoder {
    /** The smallest code there is, a pixel for each of its modules. */
    private static final int LEAST_SIDE = 21;

    /** Lines of the smallest size that is looked at. */
    private static final int FEW_LINES = 540;

    /** Lines in which most codes that are held to a camera can be read. */
    private static final int ENOUGH_LINES = 240;

    private final LongAdder faults = new LongAdder();

    /** For one reader or several. */
    public QrDecoder() {}

    /**
     * The texts of the codes in a picture, each once, the clearest first.
     *
     * @param luma brightness, a byte per pixel, line by line
     * @param known what need not be looked for: where nothing else is seen, it is looked closer
     * @return empty where no whole code is found
     * @throws IllegalArgumentException when width and height do not fit the bytes, or a side is
     *     over 4,096
     */
    public List<String> decode(byte[] luma, int width, int height, Predicate<String> known) {
        return decode(new Frame(luma, width, height), known);
    }

    List<String> decode(Frame frame, Predicate<String> known) {
        if (Math.min(frame.width(), frame.height()) < LEAST_SIDE) {
            return List.of();
        }
        Sight sight = new Sight(known, faults);
        List<Grey> sizes = sizes(Grey.of(frame));
        int smallest = sizes.size() - 2;
        for (int i = smallest; i >= 0 && !sight.isNew(); i--) {
            sight.look(sizes.get(i), sizes.get(i + 1));
        }
        if (!sight.isNew()) {
            int clear = smallest;
            while (clear > 0 && sizes.get(clear).lines() < ENOUGH_LINES) {
                clear--;
            }
            // Light on dark, as phones show them at night.
            sight.look(sizes.get(clear).negative(), sizes.get(clear + 1).negative());
            sight.lookAsTheLibrary(frame);
        }
        return sight.texts();
    }

    /** Each half of the one before; the last one is not looked at, but tells the shades. */
    private static List<Grey> sizes(Grey whole) {
        List<Grey> sizes = new ArrayList<>(List.of(whole, whole.half()));
        do {
            sizes.add(sizes.getLast().half());
        } while (sizes.get(sizes.size() - 2).lines() > FEW_LINES);
        return sizes;
    }

    /**
     * Pictures on which the library broke down instead of finding nothing. Worth a look when it
     * grows by more than a few an hour.
     */
    public long faults() {
        return faults.sum();
    }
}
