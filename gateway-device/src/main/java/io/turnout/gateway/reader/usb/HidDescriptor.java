package io.turnout.gateway.reader.usb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a HID report descriptor says of the reports that a device sends: as much as finds a HID POS
 * scanner or a keyboard, and where in their reports is what (USB HID 1.11, 6.2.2). A descriptor
 * that is none says nothing; it never throws.
 */
final class HidDescriptor {
    private static final int KEYBOARD = 0x0001_0006;
    private static final int BYTE_COUNT = 0x0001_003B;
    private static final int KEYS_PAGE = 0x0007;
    private static final int FIRST_MODIFIER = 0x0007_00E0;
    private static final int POS_PAGE = 0x008C;
    private static final int DECODED_DATA = 0x008C_00FE;
    private static final int DATA_CONTINUED = 0x008C_00FF;

    /** Larger than any report that USB carries at once. */
    private static final int MOST_BITS = 1 << 16;

    private static final int BYTE = 8;

    private final List<Field> fields = new ArrayList<>();
    private final Map<Integer, Integer> bits = new HashMap<>();
    private boolean pos;

    /**
     * A run of equal values in a report.
     *
     * @param bit where it begins, the report's id included
     * @param variable a value for each usage; otherwise each value is a usage
     */
    private record Field(
            int report, int bit, int size, int count, boolean variable, int within, Usages usages) {
        /** Where the value of a usage begins. */
        OptionalInt bitOf(int usage) {
            int place = variable ? usages.place(usage, count) : -1;
            return place < 0 ? OptionalInt.empty() : OptionalInt.of(bit + place * size);
        }
    }

    private record Usages(List<Integer> listed, int min, int max) {
        int place(int usage, int count) {
            int place =
                    listed.isEmpty() && min <= usage && usage <= max
                            ? usage - min
                            : listed.indexOf(usage);
            return place < count ? place : -1;
        }
    }

    /** What holds until it is said anew. */
    private record Globals(int page, int size, int count, int report) {}

    /** What is being read. */
    private static final class State {
        private final Deque<Globals> saved = new ArrayDeque<>();
        private final Deque<Integer> collections = new ArrayDeque<>();
        private final List<Integer> usages = new ArrayList<>();
        private Globals globals = new Globals(0, 0, 0, 0);
        private int min;
        private int max;

        int usage(int value, int bytes) {
            return bytes == 4 ? value : (globals.page() << 16) | (value & 0xffff);
        }
    }

    private HidDescriptor() {}

    static HidDescriptor parse(byte[] descriptor) {
        HidDescriptor parsed = new HidDescriptor();
        State state = new State();
        int at = 0;
        while (at < descriptor.length) {
            int prefix = descriptor[at] & 0xff;
            int size = (prefix & 3) == 3 ? 4 : prefix & 3;
            if (prefix == 0xFE || at + size >= descriptor.length) {
                // Long items are reserved; they and a cut item end what can be understood.
                break;
            }
            int value = 0;
            for (int n = size; n > 0; n--) {
                value = (value << BYTE) | (descriptor[at + n] & 0xff);
            }
            parsed.item(state, prefix & 0xfc, value, size);
            at += 1 + size;
        }
        return parsed;
    }

    private void item(State state, int tag, int value, int size) {
        Globals was = state.globals;
        switch (tag) {
            case 0x04 ->
                    state.globals =
                            new Globals(value & 0xffff, was.size(), was.count(), was.report());
            case 0x74 -> state.globals = new Globals(was.page(), value, was.count(), was.report());
            case 0x94 -> state.globals = new Globals(was.page(), was.size(), value, was.report());
            case 0x84 -> state.globals = new Globals(was.page(), was.size(), was.count(), value);
            case 0xA4 -> state.saved.push(was);
            case 0xB4 -> state.globals = state.saved.isEmpty() ? was : state.saved.pop();
            case 0x08 -> state.usages.add(state.usage(value, size));
            case 0x18 -> state.min = state.usage(value, size);
            case 0x28 -> state.max = state.usage(value, size);
            case 0x80, 0x90, 0xB0, 0xA0, 0xC0 -> main(state, tag, value);
            default -> {
                // Limits and units of values, which do not matter here.
            }
        }
    }

    private void main(State state, int tag, int value) {
        switch (tag) {
            case 0xA0 -> collection(state);
            case 0xC0 -> state.collections.poll();
            case 0x80 -> input(state, value);
            default -> {
                // What is sent to the device.
            }
        }
        state.usages.clear();
        state.min = 0;
        state.max = 0;
    }

    /** Of collections in each other the outermost says what they are for. */
    private void collection(State state) {
        int usage = state.usages.isEmpty() ? state.min : state.usages.getFirst();
        state.collections.push(state.collections.isEmpty() ? usage : state.collections.getLast());
        pos = pos || usage >>> 16 == POS_PAGE;
    }

    private void input(State state, int flags) {
        Globals now = state.globals;
        int begin = bits.getOrDefault(now.report(), now.report() == 0 ? 0 : BYTE);
        long end = begin + (long) now.size() * now.count();
        if (now.size() < 0 || now.count() < 0 || end > MOST_BITS) {
            return;
        }
        bits.put(now.report(), (int) end);
        boolean constant = (flags & 1) != 0;
        if (!constant && end > begin) {
            int within = state.collections.isEmpty() ? 0 : state.collections.getLast();
            Usages usages = new Usages(List.copyOf(state.usages), state.min, state.max);
            fields.add(
                    new Field(
                            now.report(),
                            begin,
                            now.size(),
                            now.count(),
                            (flags & 2) != 0,
                            within,
                            usages));
        }
    }

    /** Whether it is about a bar code scanner, understood or not. */
    boolean speaksPos() {
        return pos;
    }

    /** The report that brings what was scanned. */
    Optional<PosShape> posReport() {
        return fields.stream()
                .filter(field -> field.size() == BYTE && field.bit() % BYTE == 0)
                .filter(field -> field.bitOf(DECODED_DATA).equals(OptionalInt.of(field.bit())))
                .findFirst()
                .map(data ->
                        new PosShape(
                                id(data),
                                bytes(data),
                                byteOf(BYTE_COUNT, data.report()),
                                data.bit() / BYTE,
                                data.count(),
                                bitOf(DATA_CONTINUED, data.report()),
                                false));
    }

    /** The report of a keyboard that lists the keys that are down, a byte each. */
    Optional<KeyShape> keyReport() {
        return fields.stream()
                .filter(field -> field.within() == KEYBOARD && !field.variable())
                .filter(field -> field.usages().max() >>> 16 == KEYS_PAGE)
                .filter(field -> field.size() == BYTE && field.bit() % BYTE == 0)
                .findFirst()
                .flatMap(keys ->
                        byteOf(FIRST_MODIFIER, keys.report()).stream()
                                .mapToObj(modifiers ->
                                        new KeyShape(
                                                id(keys),
                                                bytes(keys),
                                                modifiers,
                                                keys.bit() / BYTE,
                                                keys.count()))
                                .findFirst());
    }

    private static OptionalInt id(Field field) {
        return field.report() == 0 ? OptionalInt.empty() : OptionalInt.of(field.report());
    }

    private int bytes(Field field) {
        return (bits.getOrDefault(field.report(), 0) + BYTE - 1) / BYTE;
    }

    private OptionalInt byteOf(int usage, int report) {
        OptionalInt bit = bitOf(usage, report);
        return bit.isPresent() && bit.getAsInt() % BYTE == 0
                ? OptionalInt.of(bit.getAsInt() / BYTE)
                : OptionalInt.empty();
    }

    private OptionalInt bitOf(int usage, int report) {
        return fields.stream()
                .filter(field -> field.report() == report)
                .map(field -> field.bitOf(usage))
                .flatMapToInt(OptionalInt::stream)
                .findFirst();
    }
}
