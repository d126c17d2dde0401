package io.turnout.protocol.crypto;

import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.Fingerprinter;

/** HMAC-SHA-256 with the event's key, cut to 96 bits. Thread-safe. */
public final class HmacFingerprinter implements Fingerprinter {
    /** Key length in bytes. */
    public static final int KEY_BYTES = 32;

    public HmacFingerprinter(byte[] key) {
        throw new UnsupportedOperationException("being written");
    }

    @Override
    public BadgeFingerprint of(String canonicalText) {
        throw new UnsupportedOperationException("being written");
    }
}
