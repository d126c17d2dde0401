package io.turnout.hub.people;

/** How a list names a session: by the hub's session id or by its agenda key. */
public record SessionReference(String value) {
    public SessionReference {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a session's reference must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
