package io.turnout.protocol.crypto;

import io.turnout.protocol.badge.SignatureCheck;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An event's public keys for signed badges, by key id. Thread-safe. */
public final class BadgeKeys implements SignatureCheck {
    private final Map<Integer, PublicKey> keys;

    /**
     * Keeps the keys.
     *
     * @param raw Ed25519 public keys, 32 bytes each, by key id
     * @throws IllegalArgumentException naming the id of a key that is none
     */
    public BadgeKeys(Map<Integer, byte[]> raw) {
        Map<Integer, PublicKey> parsed = new HashMap<>();
        raw.forEach((id, bytes) -> parsed.put(id, key(id, bytes)));
        keys = Map.copyOf(parsed);
    }

    @Override
    public boolean genuine(int keyId, byte[] content, byte[] signature) {
        return Optional.ofNullable(keys.get(keyId))
                .map(key -> Ed25519.verify(key, content, signature))
                .orElse(false);
    }

    private static PublicKey key(int id, byte[] raw) {
        return Ed25519.publicKey(raw)
                .orElseThrow(() -> new IllegalArgumentException("badge key " + id + " is no key"));
    }
}
