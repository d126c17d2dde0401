package io.turnout.protocol.access;

/**
 * The name of a room, unique at the hub.
 *
 * @param value 1 to 64 characters of letters, digits, {@code - _ .}
 */
public record RoomId(String value) implements Comparable<RoomId> {
    public RoomId {
        Ids.check("room id", value);
    }

    @Override
    public int compareTo(RoomId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
