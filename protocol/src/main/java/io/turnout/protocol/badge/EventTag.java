package io.turnout.protocol.badge;

/**
 * Three characters in every badge of an event, so that a badge of another event is told apart from
 * an unknown one.
 *
 * @param value three characters of {@link BadgeAlphabet}
 */
public record EventTag(String value) {
    /** Length in characters. */
    public static final int LENGTH = 3;

    public EventTag {
        if (value.length() != LENGTH || !BadgeAlphabet.contains(value)) {
            throw new IllegalArgumentException(
                    "an event tag is three of " + BadgeAlphabet.CHARACTERS + ": " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
