package io.turnout.protocol.badge;

/**
 * The check character of a short code: a weighted sum over the field of 32 elements, each place
 * with a weight of its own. Finds every single wrong character and every swap of two characters,
 * adjacent or not.
 */
public final class CheckCharacter {
    /** x^5 + x^2 + 1: x generates all 31 non-zero elements, so no two places share a weight. */
    private static final int FIELD = 0b100101;

    private static final int OVERFLOW = 0b100000;

    private CheckCharacter() {}

    /**
     * The character that belongs after a text.
     *
     * @param text at most 30 characters of {@link BadgeAlphabet}
     */
    public static char of(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            // Horner's rule: the last character weighs x, the one before it x squared, and so on;
            // the check character itself weighs 1.
            sum = timesX(sum ^ BadgeAlphabet.CHARACTERS.indexOf(text.charAt(i)));
        }
        return BadgeAlphabet.CHARACTERS.charAt(sum);
    }

    private static int timesX(int element) {
        int shifted = element << 1;
        return (shifted & OVERFLOW) == 0 ? shifted : shifted ^ FIELD;
    }
}
