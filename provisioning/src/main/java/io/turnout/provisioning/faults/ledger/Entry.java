package io.turnout.provisioning.faults.ledger;

/**
 * One presentation.
 *
 * @param journal which of the unit's journals was in use: 0, 1, …
 * @param sentNanos before it was presented, by {@link System#nanoTime}
 * @param answeredNanos when its verdict was seen, or when it was clear that none comes
 * @param badge what was presented
 */
public record Entry(
        String unit, int journal, long sentNanos, long answeredNanos, String badge, Answer answer) {
    /** The number under which it is recorded, 0 where nobody said one. */
    public long number() {
        return answer instanceof Answer.Shown shown ? shown.number().orElse(0) : 0;
    }
}
