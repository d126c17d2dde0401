package io.turnout.protocol.badge;

/** The check of a signed badge, handed in. Thread-safe, does not block. */
@FunctionalInterface
public interface SignatureCheck {
    /**
     * Whether one of the event's keys signed this.
     *
     * @param keyId which key the badge says signed it, 0..31; an unknown key is not genuine
     * @param content what was signed
     * @param signature 64 bytes (Ed25519, RFC 8032)
     */
    boolean genuine(int keyId, byte[] content, byte[] signature);
}
