package io.turnout.protocol.message;

/**
 * Scans of a journal that its unit cannot read any more, or that it does not have any more.
 *
 * @param from the first number, from 1
 * @param to the last number that is known to be among them
 * @param more whether scans after {@code to} may be lost too: the end of the journal is gone
 */
public record LostScans(long from, long to, boolean more) {
    public LostScans {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("lost from " + from + " to " + to);
        }
    }

    /** How many at least. */
    public long count() {
        return to - from + 1;
    }

    /** As people write it: {@code 7}, {@code 7–9}, {@code 7 …}. */
    @Override
    public String toString() {
        String range = from == to ? String.valueOf(from) : from + "–" + to;
        return more ? range + " …" : range;
    }
}
