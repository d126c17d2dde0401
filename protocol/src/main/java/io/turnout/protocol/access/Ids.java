package io.turnout.protocol.access;

/** The one shape that ids have: safe in topics, paths, file names and logs. */
public final class Ids {
    /** Longest id, in characters. */
    public static final int MAX_LENGTH = 64;

    private Ids() {}

    /**
     * Whether a text may be an id: 1 to 64 of letters, digits, {@code - _ .}, not starting with a
     * dot.
     */
    public static boolean valid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH || value.charAt(0) == '.') {
            return false;
        }
        return value.chars().allMatch(Ids::allowed);
    }

    /**
     * Refuses what is not an id.
     *
     * @throws IllegalArgumentException naming what kind of id was meant
     */
    public static void check(String what, String value) {
        if (!valid(value)) {
            throw new IllegalArgumentException(
                    "a " + what + " is 1 to 64 letters, digits, - _ . : '" + value + "'");
        }
    }

    private static boolean allowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
