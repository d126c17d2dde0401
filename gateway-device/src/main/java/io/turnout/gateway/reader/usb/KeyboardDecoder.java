package io.turnout.gateway.reader.usb;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Texts of a scanner that types: a key is pressed when a report has it and the one before had not.
 * What a keyboard leaves open (two keys at once, Alt, Ctrl, dead keys) makes the text unreadable;
 * nothing is guessed.
 */
final class KeyboardDecoder implements Decoder {
    private static final int FIRST_KEY = 0x04;
    private static final int ENTER = 0x28;
    private static final int TAB = 0x2B;
    private static final int KEYPAD_ENTER = 0x58;
    private static final int SHIFTS = 0x22;

    private final KeyShape shape;
    private final Layout layout;
    private final Ending ending;
    private final Line line = new Line();
    private byte[] last = new byte[0];
    private BitSet down = new BitSet();

    /** Keys that were down before the text began, and ever since. */
    private BitSet stuck = new BitSet();

    KeyboardDecoder(KeyShape shape, Layout layout, Ending ending) {
        this.shape = shape;
        this.layout = layout;
        this.ending = ending;
    }

    @Override
    public int longest() {
        return shape.length();
    }

    /** Some keyboards say again and again what is down. */
    @Override
    public boolean news(byte[] transfer) {
        return transfer.length > 0 && !Arrays.equals(transfer, last);
    }

    @Override
    public List<Decoded> take(byte[] report) {
        last = report;
        if (!shape.isFor(report)) {
            return List.of();
        }
        if (report.length != shape.length()) {
            line.spoil(Decoded.Why.GARBAGE);
            return List.of();
        }
        BitSet now = new BitSet();
        for (int n = 0; n < shape.keys(); n++) {
            int key = shape.key(report, n);
            if (key > 0 && (key < FIRST_KEY || now.get(key))) {
                line.spoil(key < FIRST_KEY ? Decoded.Why.KEYS_LOST : Decoded.Why.GARBAGE);
                return List.of();
            }
            now.set(key, key > 0);
        }
        return changed(now, shape.modifiers(report));
    }

    private List<Decoded> changed(BitSet now, int modifiers) {
        BitSet pressed = (BitSet) now.clone();
        pressed.andNot(down);
        BitSet stayed = (BitSet) now.clone();
        stayed.and(down);
        if (!line.begun()) {
            stuck = (BitSet) stayed.clone();
        }
        stuck.and(stayed);
        down = now;
        if (pressed.cardinality() > 1) {
            line.spoil(Decoded.Why.SEVERAL_KEYS);
            return List.of();
        }
        return pressed.isEmpty() ? List.of() : press(pressed.nextSetBit(0), modifiers);
    }

    private List<Decoded> press(int key, int modifiers) {
        boolean plain = (modifiers & ~SHIFTS) == 0;
        if (plain && (key == ENTER || key == TAB || key == KEYPAD_ENTER)) {
            return end(stuck);
        }
        layout.character(key, (modifiers & SHIFTS) != 0)
                .filter(_ -> plain)
                .ifPresentOrElse(line::add, () -> line.spoil(Decoded.Why.UNPRINTABLE));
        return List.of();
    }

    /** A text that ends by silence has no key down. */
    @Override
    public List<Decoded> quiet() {
        return ending == Ending.GAP ? end(down) : line.torn();
    }

    private List<Decoded> end(BitSet doubtful) {
        if (line.begun() && !doubtful.isEmpty()) {
            line.spoil(Decoded.Why.HELD_KEY);
        }
        return line.end();
    }
}
