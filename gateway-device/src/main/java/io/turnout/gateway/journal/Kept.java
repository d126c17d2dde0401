package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;

/**
 * What is kept of an epoch.
 *
 * @param first the first number that is there, or that the hub does not have
 * @param last the last one that is there, or that is known to be lost
 */
public record Kept(JournalEpoch epoch, long first, long last) {
    static Kept of(Volume volume) {
        long unheard = volume.acknowledged() + 1;
        return new Kept(
                volume.epoch(), Math.min(unheard, volume.first().orElse(unheard)), volume.reach());
    }
}
