package io.turnout.protocol.seats;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import java.util.Comparator;

/** Who can hold seats: one journal of one unit. A wiped card holds none of its predecessor's. */
public record Holder(UnitId unit, JournalEpoch epoch) implements Comparable<Holder> {
    private static final Comparator<Holder> ORDER =
            Comparator.comparing(Holder::unit).thenComparing(Holder::epoch);

    @Override
    public int compareTo(Holder other) {
        return ORDER.compare(this, other);
    }
}
