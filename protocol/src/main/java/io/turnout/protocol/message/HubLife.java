package io.turnout.protocol.message;

import io.turnout.protocol.access.Ids;

/**
 * The random name of one run of the hub's program, from its start to its end. Within one run the
 * hub forgets nothing that it has acknowledged; between two of them its data may have been replaced
 * by an older copy.
 */
public record HubLife(String value) {
    public HubLife {
        Ids.check("hub life", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
