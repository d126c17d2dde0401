package io.turnout.protocol.settings;

/**
 * One thing wrong with a configuration.
 *
 * @param where the key or environment variable
 * @param problem what is wrong with it and what is allowed
 */
public record Fault(String where, String problem) {
    private static final int SHOWN = 80;

    /** One sentence for the person who can repair it. */
    @Override
    public String toString() {
        return shown(where) + ": " + problem;
    }

    /** As much of what somebody wrote as a person reads. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
