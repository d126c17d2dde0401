package io.turnout.protocol.badge;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The name of a badge in lists, journals and messages: the first 96 bits of a keyed hash of its
 * text. It names no person, and cannot be turned back into a badge without the event's key.
 *
 * @param high the first 8 bytes, big-endian
 * @param low the next 4 bytes, big-endian
 */
public record BadgeFingerprint(long high, int low) implements Comparable<BadgeFingerprint> {
    /** Size of the binary form, in bytes. */
    public static final int BYTES = 12;

    /** Length of the text form (base64url without padding), in characters. */
    public static final int TEXT_LENGTH = 16;

    /**
     * Takes the first 12 bytes.
     *
     * @throws IllegalArgumentException when fewer are given
     */
    public static BadgeFingerprint of(byte[] bytes) {
        if (bytes.length < BYTES) {
            throw new IllegalArgumentException(
                    "a fingerprint has " + BYTES + " bytes, these are " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new BadgeFingerprint(buffer.getLong(), buffer.getInt());
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when it is not 16 base64url characters
     */
    public static BadgeFingerprint parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    "a fingerprint has " + TEXT_LENGTH + " characters: " + text.length());
        }
        return of(Base64.getUrlDecoder().decode(text));
    }

    /** The binary form, 12 bytes big-endian. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putInt(low).array();
    }

    /** Unsigned order of the binary form: the order of sorted list files. */
    @Override
    public int compareTo(BadgeFingerprint other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Integer.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }
}
