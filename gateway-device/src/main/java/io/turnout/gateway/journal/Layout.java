package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment. Its head (64 bytes): magic, version, size, epoch, number of its first
 * record, sum. Then records: sum of the packed scan, its length, the record's place in the segment,
 * sum of these with the epoch; then the packed scan. A record's head never lies across two sectors,
 * so it is there or not as a whole. What was never written is zero.
 */
final class Layout {
    static final int HEAD = 64;
    static final int RECORD_HEAD = 12;
    static final int SECTOR = 512;
    static final int LONGEST = 0xFFFF;
    static final int MOST_RECORDS = 0xFFFF;

    private static final byte[] MAGIC = "TURNOUTJ".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int EPOCH_BYTES = 32;
    private static final int SUM_AT = HEAD - Integer.BYTES;

    private Layout() {}

    /** Where a record goes that would begin here. */
    static int place(int at) {
        int left = SECTOR - at % SECTOR;
        return left < RECORD_HEAD ? at + left : at;
    }

    static int end(int at, int length) {
        return at + RECORD_HEAD + length;
    }

    static void putHead(ByteBuffer into, JournalEpoch epoch, int size, long first) {
        byte[] head = new byte[HEAD];
        byte[] name = epoch.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.wrap(head);
        bytes.put(MAGIC).putInt(VERSION).putInt(size).put(Arrays.copyOf(name, EPOCH_BYTES));
        bytes.putLong(first).putInt(SUM_AT, sum(head, 0, SUM_AT));
        into.put(head);
    }

    /** The number of a segment's first record, 0 where there is no whole head of this epoch. */
    static long first(byte[] segment, JournalEpoch epoch) throws LaterVersion {
        if (segment.length < HEAD) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        boolean ours =
                Arrays.equals(segment, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                        && bytes.getInt(SUM_AT) == sum(segment, 0, SUM_AT);
        if (!ours) {
            return 0;
        }
        int version = bytes.getInt(MAGIC.length);
        if (version != VERSION) {
            throw new LaterVersion(version);
        }
        int epochAt = MAGIC.length + 2 * Integer.BYTES;
        byte[] name = epoch.value().getBytes(StandardCharsets.US_ASCII);
        boolean same =
                Arrays.equals(
                        segment,
                        epochAt,
                        epochAt + EPOCH_BYTES,
                        Arrays.copyOf(name, EPOCH_BYTES),
                        0,
                        EPOCH_BYTES);
        return same ? bytes.getLong(epochAt + EPOCH_BYTES) : 0;
    }

    static void putRecord(ByteBuffer into, JournalEpoch epoch, int index, byte[] packed) {
        ByteBuffer head = ByteBuffer.allocate(RECORD_HEAD);
        head.putInt(sum(packed, 0, packed.length));
        head.putShort((short) packed.length).putShort((short) index);
        head.putInt(headSum(head.array(), 0, epoch));
        into.put(head.flip()).put(packed);
    }

    /** Whether a whole record head is here; then its length and place in the segment are true. */
    static boolean headAt(byte[] segment, int at, JournalEpoch epoch) {
        return at + RECORD_HEAD <= segment.length
                && ByteBuffer.wrap(segment).getInt(at + 2 * Integer.BYTES)
                        == headSum(segment, at, epoch)
                && length(segment, at) > 0;
    }

    static boolean recordAt(byte[] segment, int at, JournalEpoch epoch) {
        return headAt(segment, at, epoch)
                && end(at, length(segment, at)) <= segment.length
                && ByteBuffer.wrap(segment).getInt(at)
                        == sum(segment, at + RECORD_HEAD, length(segment, at));
    }

    static int length(byte[] segment, int at) {
        return ByteBuffer.wrap(segment).getShort(at + Integer.BYTES) & 0xFFFF;
    }

    static int index(byte[] segment, int at) {
        return ByteBuffer.wrap(segment).getShort(at + Integer.BYTES + Short.BYTES) & 0xFFFF;
    }

    static byte[] packed(byte[] segment, int at) {
        int from = at + RECORD_HEAD;
        return Arrays.copyOfRange(segment, from, from + length(segment, at));
    }

    private static int headSum(byte[] bytes, int at, JournalEpoch epoch) {
        CRC32C sum = new CRC32C();
        sum.update(epoch.value().getBytes(StandardCharsets.US_ASCII));
        sum.update(bytes, at, 2 * Integer.BYTES);
        return (int) sum.getValue();
    }

    private static int sum(byte[] bytes, int at, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, at, length);
        return (int) sum.getValue();
    }

    /** A segment of a version of the program that came later. */
    static final class LaterVersion extends Exception {
        private static final long serialVersionUID = 1L;

        LaterVersion(int version) {
            super("version " + version + " of the journal, this program knows " + VERSION);
        }
    }
}
