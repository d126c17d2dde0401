package io.turnout.gateway.reader.usb;

import java.util.OptionalInt;

/**
 * Where in a keyboard's report is what. Offsets are in bytes from the report's beginning, its id
 * included.
 *
 * @param id the report's id; reports of other ids are not of these keys
 * @param length of the report
 * @param modifiersAt the byte of Ctrl, Shift, Alt and GUI, left and right
 * @param keysAt where the keys that are down begin, a byte each
 * @param keys how many of them a report can have
 */
record KeyShape(OptionalInt id, int length, int modifiersAt, int keysAt, int keys) {
    /** What every keyboard that a BIOS can use sends in its boot protocol. */
    static final KeyShape BOOT = new KeyShape(OptionalInt.empty(), 8, 0, 2, 6);

    boolean isFor(byte[] report) {
        return id.isEmpty() || (report.length > 0 && (report[0] & 0xff) == id.getAsInt());
    }

    int modifiers(byte[] report) {
        return report[modifiersAt] & 0xff;
    }

    /** The n-th key that is down, 0 for none. */
    int key(byte[] report, int n) {
        return report[keysAt + n] & 0xff;
    }
}
