package io.turnout.protocol.message;

import io.turnout.protocol.access.Ids;

/**
 * The random name of one journal file, made with it: a wiped or swapped card can never collide with
 * the numbers of its predecessor.
 *
 * @param value 26 base-32 characters in new journals; any id is understood
 */
public record JournalEpoch(String value) implements Comparable<JournalEpoch> {
    public JournalEpoch {
        Ids.check("journal epoch", value);
    }

    @Override
    public int compareTo(JournalEpoch other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
