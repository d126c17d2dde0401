package io.turnout.protocol.badge;

import java.util.Optional;

/** Bytes in the characters of {@link BadgeAlphabet}, five bits each, padded with zero bits. */
final class Base32 {
    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int buffer = 0;
        int bits = 0;
        for (byte each : bytes) {
            buffer = (buffer << 8) | (each & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BadgeAlphabet.CHARACTERS.charAt((buffer >> bits) & 31));
            }
        }
        if (bits > 0) {
            text.append(BadgeAlphabet.CHARACTERS.charAt((buffer << (5 - bits)) & 31));
        }
        return text.toString();
    }

    /**
     * The bytes of a text. Empty where padding bits are set: each sequence of bytes has one text.
     *
     * @param text only characters of {@link BadgeAlphabet}
     */
    static Optional<byte[]> decode(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int filled = 0;
        for (int i = 0; i < text.length(); i++) {
            buffer = (buffer << 5) | BadgeAlphabet.CHARACTERS.indexOf(text.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[filled++] = (byte) (buffer >> bits);
            }
        }
        boolean canonical = (buffer & ((1 << bits) - 1)) == 0;
        return canonical ? Optional.of(bytes) : Optional.empty();
    }
}
