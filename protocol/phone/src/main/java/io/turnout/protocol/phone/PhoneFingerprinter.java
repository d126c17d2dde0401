package io.turnout.protocol.phone;

import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.Fingerprinter;
import java.nio.charset.StandardCharsets;

/**
 * HMAC-SHA-256 (RFC 2104) cut to 96 bits, as {@code crypto.HmacFingerprinter} makes it: browsers
 * have it only behind a promise, and a fingerprint is needed in the middle of reading a badge.
 */
final class PhoneFingerprinter implements Fingerprinter {
    private static final int BLOCK = 64;

    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];

    /**
     * Keeps the key.
     *
     * @param key at most 64 bytes
     */
    PhoneFingerprinter(byte[] key) {
        if (key.length > BLOCK) {
            throw new IllegalArgumentException("a fingerprint key has 32 bytes: " + key.length);
        }
        for (int i = 0; i < BLOCK; i++) {
            int of = i < key.length ? key[i] : 0;
            inner[i] = (byte) (of ^ 0x36);
            outer[i] = (byte) (of ^ 0x5c);
        }
    }

    @Override
    public BadgeFingerprint of(String canonicalText) {
        byte[] text = canonicalText.getBytes(StandardCharsets.UTF_8);
        return BadgeFingerprint.of(Sha256.of(joined(outer, Sha256.of(joined(inner, text)))));
    }

    private static byte[] joined(byte[] first, byte[] then) {
        byte[] both = new byte[first.length + then.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(then, 0, both, first.length, then.length);
        return both;
    }
}
