package io.turnout.gateway.accesslist;

import io.turnout.protocol.badge.BadgeFingerprint;
import java.io.IOException;
import java.util.Comparator;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.serializer.GroupSerializerObjectArray;

/** Fingerprints as 12 bytes each, in their own order. */
final class FingerprintSerializer extends GroupSerializerObjectArray<BadgeFingerprint> {
    @Override
    public void serialize(DataOutput2 out, BadgeFingerprint value) throws IOException {
        out.writeLong(value.high());
        out.writeInt(value.low());
    }

    @Override
    public BadgeFingerprint deserialize(DataInput2 in, int available) throws IOException {
        return new BadgeFingerprint(in.readLong(), in.readInt());
    }

    @Override
    public int compare(BadgeFingerprint first, BadgeFingerprint second) {
        return first.compareTo(second);
    }

    @Override
    public int fixedSize() {
        return BadgeFingerprint.BYTES;
    }

    /** Reads only the keys it compares, and makes no objects. */
    @Override
    @SuppressWarnings("rawtypes") // MapDB's own signature
    public int valueArrayBinarySearch(
            BadgeFingerprint key, DataInput2 input, int count, Comparator comparator)
            throws IOException {
        int start = input.getPos();
        int low = 0;
        int high = count - 1;
        int found = -1;
        while (low <= high && found < 0) {
            int middle = (low + high) >>> 1;
            input.setPos(start + middle * BadgeFingerprint.BYTES);
            int order = compare(input.readLong(), input.readInt(), key);
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
            found = order == 0 ? middle : -1;
        }
        input.setPos(start + count * BadgeFingerprint.BYTES);
        return found >= 0 ? found : -(low + 1);
    }

    private static int compare(long high, int low, BadgeFingerprint key) {
        int first = Long.compareUnsigned(high, key.high());
        return first != 0 ? first : Integer.compareUnsigned(low, key.low());
    }
}
