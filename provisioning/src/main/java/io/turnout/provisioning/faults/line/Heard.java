package io.turnout.provisioning.faults.line;

/**
 * The newest acknowledgement that went through a line.
 *
 * @param epoch of the journal; empty before the first
 * @param nanos when, by {@link System#nanoTime}
 */
public record Heard(String epoch, long upTo, String life, long nanos) {
    static final Heard NOTHING = new Heard("", 0, "", System.nanoTime());
}
