package io.turnout.protocol.badge;

/**
 * The 32 characters of badge codes (Crockford's base 32: no I, L, O, U), each of which lies in QR
 * alphanumeric mode.
 */
public final class BadgeAlphabet {
    public static final String CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private BadgeAlphabet() {}

    /** Whether every character is one of the 32. */
    public static boolean contains(String text) {
        return text.chars().allMatch(c -> CHARACTERS.indexOf(c) >= 0);
    }
}
