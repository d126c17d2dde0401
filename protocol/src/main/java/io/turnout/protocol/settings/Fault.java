package io.turnout.protocol.settings;

/**
 * One thing wrong with a configuration.
 *
 * @param where the key or environment variable
 * @param problem what is wrong with it and what is allowed
 */
public record Fault(String where, String problem) {
    /** One sentence for the person who can repair it. */
    @Override
    public String toString() {
        return where + ": " + problem;
    }
}
