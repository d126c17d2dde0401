package io.turnout.protocol.badge;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A badge that is believed without a list: what it claims, and the event's signature over that. Its
 * text is 131 characters in QR alphanumeric mode; no short code is that long.
 */
public final class SignedCode {
    /** Length of {@link #text} in characters. */
    public static final int LENGTH = 131;

    /** The first character of {@link #text}. */
    static final char PREFIX = 'S';

    private static final byte VERSION = 1;
    private static final int CLAIM_BYTES = 17;
    private static final int SIGNATURE_BYTES = 64;
    private static final int SECONDS_A_MINUTE = 60;

    private final Claim claim;
    private final byte[] signature;

    private SignedCode(Claim claim, byte[] signature) {
        this.claim = claim;
        this.signature = signature;
    }

    /**
     * What a signed badge says.
     *
     * @param keyId which of the event's keys signs it, 0..31
     * @param code the short code with the same serial: under its fingerprint lists know the badge
     * @param notBefore valid from, inclusive; whole minutes from 1970 to the year 10136
     * @param notAfter valid until, exclusive; whole minutes, as above
     */
    public record Claim(int keyId, ShortCode code, Instant notBefore, Instant notAfter) {
        public Claim {
            if (keyId < 0 || keyId > 31) {
                throw new IllegalArgumentException("a key id is 0 to 31: " + keyId);
            }
            minutes(notBefore);
            minutes(notAfter);
        }

        /**
         * What is signed: version, key id, tag, serial, and both times in minutes since 1970.
         * Starts with a byte of value 1, as no other signed content of ours does.
         */
        public byte[] content() {
            ByteBuffer bytes = ByteBuffer.allocate(CLAIM_BYTES).put(VERSION).put((byte) keyId);
            bytes.putShort((short) number(code.event().value()));
            long serial = number(code.serial());
            bytes.put((byte) (serial >>> 32)).putInt((int) serial);
            return bytes.putInt(minutes(notBefore)).putInt(minutes(notAfter)).array();
        }
    }

    /** Signs with Ed25519; handed in. */
    @FunctionalInterface
    public interface Signer {
        /** The 64 bytes of the signature. */
        byte[] sign(byte[] content);
    }

    /**
     * Makes a signed badge.
     *
     * @throws IllegalArgumentException when the signer's answer is not 64 bytes
     */
    public static SignedCode of(Claim claim, Signer signer) {
        byte[] signature = signer.sign(claim.content());
        if (signature.length != SIGNATURE_BYTES) {
            throw new IllegalArgumentException("a signature has 64 bytes: " + signature.length);
        }
        return new SignedCode(claim, signature.clone());
    }

    /**
     * Reads what follows the prefix; the signature is not checked yet.
     *
     * @param text 130 characters of {@link BadgeAlphabet}
     * @return empty for what no version of ours wrote
     */
    static Optional<SignedCode> decode(String text) {
        return Base32.decode(text).flatMap(SignedCode::fromBytes);
    }

    private static Optional<SignedCode> fromBytes(byte[] bytes) {
        if (bytes[0] != VERSION || bytes[1] < 0 || bytes[1] > 31 || bytes[2] < 0) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        int keyId = in.get();
        EventTag tag = new EventTag(characters(in.getShort(), EventTag.LENGTH));
        long serial = ((in.get() & 0xffL) << 32) | (in.getInt() & 0xffff_ffffL);
        Claim claim =
                new Claim(keyId, ShortCode.of(tag, serial), time(in.getInt()), time(in.getInt()));
        byte[] signature = new byte[SIGNATURE_BYTES];
        in.get(signature);
        return Optional.of(new SignedCode(claim, signature));
    }

    public Claim claim() {
        return claim;
    }

    /** Whether one of the event's keys signed it. */
    public boolean genuine(SignatureCheck signatures) {
        return signatures.genuine(claim.keyId(), claim.content(), signature.clone());
    }

    /** What the QR code holds. */
    public String text() {
        ByteBuffer bytes = ByteBuffer.allocate(CLAIM_BYTES + SIGNATURE_BYTES);
        return PREFIX + Base32.encode(bytes.put(claim.content()).put(signature).array());
    }

    private static long number(String characters) {
        long number = 0;
        for (int i = 0; i < characters.length(); i++) {
            number = (number << 5) | BadgeAlphabet.CHARACTERS.indexOf(characters.charAt(i));
        }
        return number;
    }

    private static String characters(long number, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = length - 1; i >= 0; i--) {
            text.append(BadgeAlphabet.CHARACTERS.charAt((int) (number >>> (5 * i)) & 31));
        }
        return text.toString();
    }

    private static int minutes(Instant time) {
        long minutes = time.getEpochSecond() / SECONDS_A_MINUTE;
        boolean whole = time.getNano() == 0 && minutes * SECONDS_A_MINUTE == time.getEpochSecond();
        if (!whole || minutes < 0 || minutes > 0xffff_ffffL) {
            throw new IllegalArgumentException("not a whole minute since 1970: " + time);
        }
        return (int) minutes;
    }

    private static Instant time(int minutes) {
        return Instant.ofEpochSecond((minutes & 0xffff_ffffL) * SECONDS_A_MINUTE);
    }
}
