package io.turnout.protocol.access;

/**
 * The name of a door, unique at the hub.
 *
 * @param value 1 to 64 characters of letters, digits, {@code - _ .}
 */
public record DoorId(String value) implements Comparable<DoorId> {
    public DoorId {
        Ids.check("door id", value);
    }

    @Override
    public int compareTo(DoorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
