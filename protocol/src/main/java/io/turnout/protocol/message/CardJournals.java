package io.turnout.protocol.message;

import java.util.List;

/**
 * What the card of a unit that is no more has, said before its batches.
 *
 * @param parts the earliest first
 */
public record CardJournals(UnitId unit, List<Part> parts) {
    public CardJournals {
        parts = List.copyOf(parts);
    }

    /**
     * What is kept of a journal.
     *
     * @param first the first number that is there, or that the hub is not known to have
     * @param last the last one that is there, or that is known to be lost
     */
    public record Part(JournalEpoch epoch, long first, long last) {}
}
