package io.turnout.gateway.reader.usb;

import java.util.OptionalInt;

/**
 * Where in a report of a HID POS scanner is what. Offsets are in bytes from the report's beginning,
 * its id included.
 *
 * @param id the report's id; reports of other ids are about something else
 * @param length shortest report that has it all
 * @param countAt where the number of bytes of data is; absent: data ends before its last zeros
 * @param dataAt where data begins
 * @param data most bytes of data
 * @param continuedBit the bit, counted from the report's beginning, that says that the text goes
 *     on; absent: it never does
 * @param mayBeginWithAim whether three bytes of AIM identifier may stand before the data
 */
record PosShape(
        OptionalInt id,
        int length,
        OptionalInt countAt,
        int dataAt,
        int data,
        OptionalInt continuedBit,
        boolean mayBeginWithAim) {
    /** An AIM identifier: a bracket, a letter, and a digit or letter. */
    static final int AIM = 3;

    /** Of scanners whose descriptor does not tell: 64 bytes, the last one says "continued". */
    static final PosShape USUAL =
            new PosShape(
                    OptionalInt.of(2), 64, OptionalInt.of(1), 2, 56, OptionalInt.of(504), true);

    boolean isFor(byte[] report) {
        return report.length > 0 && (id.isEmpty() || (report[0] & 0xff) == id.getAsInt());
    }

    /** Where data begins in this report. */
    int dataAt(byte[] report) {
        boolean aim =
                mayBeginWithAim
                        && report[dataAt] == ']'
                        && Character.isLetter(report[dataAt + 1])
                        && Character.isLetterOrDigit(report[dataAt + 2]);
        return aim ? dataAt + AIM : dataAt;
    }

    /** How many bytes of data this report says that it has; they may be more than it can have. */
    int count(byte[] report) {
        if (countAt.isPresent()) {
            return report[countAt.getAsInt()] & 0xff;
        }
        int end = dataAt + data;
        while (end > dataAt && report[end - 1] == 0) {
            end--;
        }
        return end - dataAt;
    }

    boolean continued(byte[] report) {
        return continuedBit.isPresent()
                && ((report[continuedBit.getAsInt() / 8] >> (continuedBit.getAsInt() % 8)) & 1)
                        == 1;
    }
}
