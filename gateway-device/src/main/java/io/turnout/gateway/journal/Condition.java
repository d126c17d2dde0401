package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import java.util.List;

/**
 * How a journal is.
 *
 * @param failing the last scan could not be made durable, and none could since
 * @param used share of the space that scans take which the hub does not have, 0 to 1
 * @param lost what cannot be read, while it is kept; alarm at any
 * @param poisoned scans that are whole and yet not understood, or kept back by the disk; alarm at
 *     any
 */
public record Condition(boolean failing, double used, List<Loss> lost, long poisoned) {
    /**
     * From here on somebody should see to it that the hub gets the scans, or that there is space.
     */
    public static final double NEARLY_FULL = 0.9;

    public Condition {
        lost = List.copyOf(lost);
    }

    /** Lost scans of one epoch. */
    public record Loss(JournalEpoch epoch, LostScans scans) {}

    public boolean nearlyFull() {
        return used >= NEARLY_FULL;
    }
}
