package io.turnout.protocol.access;

/**
 * The name of a session, unique in its event.
 *
 * @param value 1 to 64 characters of letters, digits, {@code - _ .}
 */
public record SessionId(String value) implements Comparable<SessionId> {
    public SessionId {
        Ids.check("session id", value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
