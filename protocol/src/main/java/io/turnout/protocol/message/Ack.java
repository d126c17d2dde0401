package io.turnout.protocol.message;

import java.util.Optional;

/**
 * The hub's word that scans are durable. Retained, one per unit, published after the commit.
 *
 * @param upTo every scan of the epoch from 1 to this number is committed at the hub, but those that
 *     the unit said it does not have any more; 0 for none
 * @param life which run of the hub says so. The first word of a run counts as it is, also where it
 *     is lower than what an earlier run said: that hub has lost its newest data and wants them
 *     again. Within a run the highest counts. Absent from hubs that cannot ask again.
 */
public record Ack(JournalEpoch epoch, long upTo, Optional<HubLife> life) {
    public Ack {
        if (upTo < 0) {
            throw new IllegalArgumentException("acknowledged up to " + upTo);
        }
    }
}
