package io.turnout.gateway.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** A line of the journal as it lies on the disk, with the sum that tells a flipped bit. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Entry(long number, byte[] payload) {
    /**
     * CRC-32C over number and payload: SQLite itself does not notice a bit that flipped in a value.
     */
    long sum() {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        sum.update(payload);
        return sum.getValue();
    }

    @Override
    public String toString() {
        return number + " " + new String(payload, StandardCharsets.UTF_8);
    }
}
