package io.turnout.protocol.crypto;

/** Ed25519 (RFC 8032) by the JDK, with keys in their raw 32-byte form. */
public final class Ed25519 {
    private Ed25519() {}

    /** A key pair: raw 32-byte public key and raw 32-byte seed. */
    public record Keys(byte[] publicKey, byte[] seed) {}

    public static Keys generate() {
        throw new UnsupportedOperationException("being written");
    }

    public static byte[] sign(byte[] seed, byte[] content) {
        throw new UnsupportedOperationException("being written");
    }

    /** False for a signature or key of the wrong length too; never throws. */
    public static boolean verify(byte[] publicKey, byte[] content, byte[] signature) {
        throw new UnsupportedOperationException("being written");
    }
}
