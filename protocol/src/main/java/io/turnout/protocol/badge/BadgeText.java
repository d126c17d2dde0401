package io.turnout.protocol.badge;

import java.util.Optional;

/** The text a reader read: cleaned, and told apart. */
public final class BadgeText {
    /** Longest text that is looked at, in characters, white space around it not counted. */
    public static final int MAX_LENGTH = 256;

    /** From here on, a text that starts with the event's tag is a torn code, not a foreign one. */
    private static final int SHORTEST_TORN = 7;

    private static final int LONGEST_TORN = 14;

    /** What starts like a signed code and is longer than this is one that was cut or misread. */
    private static final int SHORTEST_TORN_SIGNED = 64;

    private BadgeText() {}

    /** What a text is. */
    public sealed interface Reading {
        /** Nothing that could be a badge: empty, too long, or with control characters inside. */
        record Unreadable() implements Reading {}

        /** A short code of any event, its check character right. */
        record Unsigned(ShortCode code) implements Reading {}

        /** A signed code of any event, its signature not checked. */
        record Signed(SignedCode code) implements Reading {}

        /**
         * Anything else.
         *
         * @param text without white space around it
         * @param cleaned in upper case, without spaces and hyphens, look-alikes replaced
         */
        record Other(String text, String cleaned) implements Reading {
            /** Whether it looks like what is left of a code of this event or of a signed code. */
            public boolean torn(EventTag event) {
                if (cleaned.isEmpty() || !BadgeAlphabet.contains(cleaned)) {
                    return false;
                }
                int length = cleaned.length();
                return length == ShortCode.LENGTH
                        || (cleaned.startsWith(event.value())
                                && length >= SHORTEST_TORN
                                && length <= LONGEST_TORN)
                        || (cleaned.charAt(0) == SignedCode.PREFIX
                                && length >= SHORTEST_TORN_SIGNED);
            }
        }
    }

    /**
     * Reads a text, forgiving lower case, spaces, hyphens, and O for 0, I and L for 1. Never
     * throws, whatever the text.
     */
    public static Reading read(String text) {
        String trimmed = trimmed(text);
        if (trimmed.isEmpty() || trimmed.length() > MAX_LENGTH || hasControl(trimmed)) {
            return new Reading.Unreadable();
        }
        String cleaned = cleaned(trimmed);
        return shortCode(cleaned)
                .<Reading>map(Reading.Unsigned::new)
                .or(() -> signedCode(cleaned).map(Reading.Signed::new))
                .orElseGet(() -> new Reading.Other(trimmed, cleaned));
    }

    /**
     * What a text is hashed as: the short code where it is one, that of the same serial where it is
     * a signed code, otherwise the trimmed text as it is.
     */
    public static String canonical(String text) {
        return switch (read(text)) {
            case Reading.Unsigned(ShortCode code) -> code.text();
            case Reading.Signed(SignedCode code) -> code.claim().code().text();
            case Reading.Other(String trimmed, String cleaned) -> trimmed;
            case Reading.Unreadable() -> trimmed(text);
        };
    }

    private static Optional<ShortCode> shortCode(String cleaned) {
        if (cleaned.length() != ShortCode.LENGTH || !BadgeAlphabet.contains(cleaned)) {
            return Optional.empty();
        }
        EventTag tag = new EventTag(cleaned.substring(0, EventTag.LENGTH));
        String serial = cleaned.substring(EventTag.LENGTH, ShortCode.LENGTH - 1);
        ShortCode code = new ShortCode(tag, serial);
        return code.text().equals(cleaned) ? Optional.of(code) : Optional.empty();
    }

    private static Optional<SignedCode> signedCode(String cleaned) {
        boolean shaped =
                cleaned.length() == SignedCode.LENGTH
                        && cleaned.charAt(0) == SignedCode.PREFIX
                        && BadgeAlphabet.contains(cleaned);
        return shaped ? SignedCode.decode(cleaned.substring(1)) : Optional.empty();
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhite(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhite(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** What readers put around a code. Other control characters are never theirs to put there. */
    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0));
    }

    private static String cleaned(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '-') {
                cleaned.append(meant(c));
            }
        }
        return cleaned.toString();
    }

    private static char meant(char c) {
        char upper = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
        return switch (upper) {
            case 'O' -> '0';
            case 'I', 'L' -> '1';
            default -> upper;
        };
    }
}
