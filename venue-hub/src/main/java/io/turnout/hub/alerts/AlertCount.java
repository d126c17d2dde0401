package io.turnout.hub.alerts;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * How many alerts stand in an event.
 *
 * @param unseen those of them that nobody has seen
 */
public record AlertCount(long open, long unseen) {
    /** How many of one kind stand in an event. */
    public record OfKind(String event, String kind, long open) {}

    /** Of all events, those kinds of which any stands. */
    public static List<OfKind> byKind(Handle handle) {
        return AlertBook.byKind(handle);
    }

    public static AlertCount of(Handle handle, String event) {
        return AlertBook.count(handle, event);
    }
}
