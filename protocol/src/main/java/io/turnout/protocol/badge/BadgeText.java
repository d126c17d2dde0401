package io.turnout.protocol.badge;

/** The text a reader read: cleaned, and told apart. */
public final class BadgeText {
    private BadgeText() {}

    /** What a text is hashed as: the short code where it is one, otherwise the trimmed text. */
    public static String canonical(String text) {
        throw new UnsupportedOperationException("being written");
    }
}
