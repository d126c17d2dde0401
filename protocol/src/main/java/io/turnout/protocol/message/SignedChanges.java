package io.turnout.protocol.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * {@link Changes} as they travel, retained, hub to unit: a line with the base64 of the hub's
 * Ed25519 signature over {@link #signedContent}, then the JSON. What is signed are the bytes, so
 * that nothing is parsed before it is believed, and a later version's fields do not spoil the
 * signature.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record SignedChanges(byte[] signature, byte[] content) {
    /** Largest message in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int SIGNATURE_CHARACTERS = 88;

    /** Takes a message apart; believes nothing. */
    public static SignedChanges read(byte[] payload) throws MalformedMessage {
        if (payload.length > MAX_BYTES) {
            throw new MalformedMessage("Changes: " + payload.length + " bytes");
        }
        if (payload.length <= SIGNATURE_CHARACTERS || payload[SIGNATURE_CHARACTERS] != '\n') {
            throw new MalformedMessage("Changes: no line with a signature");
        }
        try {
            return new SignedChanges(
                    Base64.getDecoder().decode(Arrays.copyOf(payload, SIGNATURE_CHARACTERS)),
                    Arrays.copyOfRange(payload, SIGNATURE_CHARACTERS + 1, payload.length));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage("Changes: the signature is not base64", e);
        }
    }

    /** What travels. */
    public byte[] payload() {
        return joined(Base64.getEncoder().encode(signature), "\n", content);
    }

    /** What the hub signs: the unit is part of it, so that no changes fit another unit. */
    public static byte[] signedContent(UnitId unit, byte[] content) {
        return joined(new byte[0], "turnout changes 1\n" + unit + "\n", content);
    }

    private static byte[] joined(byte[] first, String text, byte[] last) {
        byte[] middle = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(first.length + middle.length + last.length)
                .put(first)
                .put(middle)
                .put(last)
                .array();
    }
}
