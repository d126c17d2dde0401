package io.turnout.hub.agenda;

import java.util.ArrayList;
import java.util.List;

/**
 * By what a session is known again when its agenda is imported once more.
 *
 * @param value {@code guid:…}, {@code id:…} or {@code slug:…}, so that the three never collide
 */
public record AgendaKey(String value) implements Comparable<AgendaKey> {

    public AgendaKey {
        if (!value.matches("(?s)(guid|id|slug):.+")) {
            throw new IllegalArgumentException("no agenda key: " + value);
        }
    }

    /** The keys that a session can be known by, the most stable first; none if all are empty. */
    static List<AgendaKey> of(String guid, String id, String slug) {
        List<AgendaKey> keys = new ArrayList<>(3);
        add(keys, "guid:", guid);
        add(keys, "id:", id);
        add(keys, "slug:", slug);
        return List.copyOf(keys);
    }

    private static void add(List<AgendaKey> keys, String kind, String name) {
        if (!name.isEmpty()) {
            keys.add(new AgendaKey(kind + name));
        }
    }

    @Override
    public int compareTo(AgendaKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
