package io.turnout.protocol.message;

/**
 * The hub's word that scans are durable. Retained, one per unit, published after the commit.
 *
 * @param upTo every scan of the epoch from 1 to this number is committed at the hub; 0 for none
 */
public record Ack(JournalEpoch epoch, long upTo) {
    public Ack {
        if (upTo < 0) {
            throw new IllegalArgumentException("acknowledged up to " + upTo);
        }
    }
}
