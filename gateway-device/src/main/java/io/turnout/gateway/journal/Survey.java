package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import java.util.Arrays;

/**
 * What is found in the bytes of a segment.
 *
 * @param first the number of its first record, 0 for a segment that was never begun
 * @param places where its records lie, by their place in the segment; 0 where one cannot be read
 * @param end where the next record would go
 * @param ending how sure it is that nothing came behind
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Survey(long first, int[] places, int end, Ending ending) {
    /** How a segment ends. */
    enum Ending {
        /** Only zeros follow: nothing was ever written there. */
        CLEAN,
        /** A write was cut off by a power failure: nobody was shown a verdict for it. */
        CUT_OFF,
        /** Something was there and is not readable, or the file is too short. */
        IN_DOUBT
    }

    /** What an empty run of zeros must have to be a sector that was never written. */
    private static final int BLANK = 16;

    /** For a file that cannot be read at all. */
    static final Survey UNREADABLE = new Survey(0, new int[0], Layout.HEAD, Ending.IN_DOUBT);

    static Survey of(byte[] segment, int size, JournalEpoch epoch, Unpacked numbers)
            throws Layout.LaterVersion {
        int used = lastUsed(segment) + 1;
        long first = Layout.first(segment, epoch);
        int[] places = new int[64];
        int count = 0;
        int at = Layout.HEAD;
        for (int next = find(segment, at, used, 0, epoch);
                next >= 0;
                next = find(segment, at, used, count, epoch)) {
            int index = Layout.index(segment, next);
            places = index < places.length ? places : Arrays.copyOf(places, 2 * index);
            places[index] = next;
            count = index + 1;
            at = Layout.place(Layout.end(next, Layout.length(segment, next)));
            first = first == 0 ? numbers.of(Layout.packed(segment, next)) - index : first;
        }
        boolean begun = first > 0;
        int from = begun ? at : 0;
        Ending ending =
                segment.length < size
                        ? Ending.IN_DOUBT
                        : used <= from ? Ending.CLEAN : behind(segment, from, used, epoch);
        return new Survey(Math.max(0, first), Arrays.copyOf(places, count), at, ending);
    }

    /** The number in a packed scan, 0 where there is none to be read. */
    @FunctionalInterface
    interface Unpacked {
        long of(byte[] packed);
    }

    /** The next whole record from a place on: usually right there. */
    private static int find(byte[] segment, int from, int used, int index, JournalEpoch epoch) {
        for (int at = from; at + Layout.RECORD_HEAD < used; at++) {
            if (Layout.recordAt(segment, at, epoch) && Layout.index(segment, at) >= index) {
                return at;
            }
        }
        return -1;
    }

    /** A write that was cut off lacks whole sectors; damage does not blank them out. */
    private static Ending behind(byte[] segment, int from, int used, JournalEpoch epoch) {
        boolean head = from > 0 && Layout.headAt(segment, from, epoch);
        int to = head ? Layout.end(from, Layout.length(segment, from)) : used;
        int begin = head ? from + Layout.RECORD_HEAD : from;
        for (int at = begin; at < Math.min(to, segment.length); ) {
            int next = Math.min(Math.min(to, segment.length), at + sectorLeft(at));
            if (next - at >= BLANK && blank(segment, at, next)) {
                return Ending.CUT_OFF;
            }
            at = next;
        }
        return Ending.IN_DOUBT;
    }

    private static int sectorLeft(int at) {
        return Layout.SECTOR - at % Layout.SECTOR;
    }

    private static boolean blank(byte[] segment, int from, int to) {
        for (int i = from; i < to; i++) {
            if (segment[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int lastUsed(byte[] segment) {
        int last = segment.length - 1;
        while (last >= 0 && segment[last] == 0) {
            last--;
        }
        return last;
    }
}
