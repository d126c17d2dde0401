package io.turnout.protocol.crypto;

import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.Fingerprinter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 with the event's key, cut to 96 bits. Thread-safe. */
public final class HmacFingerprinter implements Fingerprinter {
    /** Key length in bytes. */
    public static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /** Never fed itself, only cloned: keyed once, used from any thread. */
    private final Mac keyed;

    /**
     * Keeps the key.
     *
     * @throws IllegalArgumentException when it is not 32 bytes
     */
    public HmacFingerprinter(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a fingerprint key has " + KEY_BYTES + " bytes: " + key.length);
        }
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }

    @Override
    public BadgeFingerprint of(String canonicalText) {
        byte[] hash = copy().doFinal(canonicalText.getBytes(StandardCharsets.UTF_8));
        return BadgeFingerprint.of(hash);
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JDK's " + ALGORITHM + " cannot be cloned", e);
        }
    }
}
