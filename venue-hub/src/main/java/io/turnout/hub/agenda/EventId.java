package io.turnout.hub.agenda;

import io.turnout.protocol.access.Ids;

/**
 * The name of an event.
 *
 * @param value 1 to 64 characters of letters, digits, {@code - _ .}
 */
public record EventId(String value) {
    public EventId {
        Ids.check("event id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
