package io.turnout.protocol.message;

import io.turnout.protocol.access.Ids;

/**
 * The name of a unit, unique at the hub.
 *
 * @param value 1 to 64 characters of letters, digits, {@code - _ .}
 */
public record UnitId(String value) implements Comparable<UnitId> {
    public UnitId {
        Ids.check("unit id", value);
    }

    @Override
    public int compareTo(UnitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
