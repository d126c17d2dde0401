package io.turnout.hub.agenda;

import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Finds an event's sessions by what lists call them: the hub's id, the agenda key, what the
 * agenda's file calls it, or the key without its kind. The first of these that fits counts.
 */
public final class SessionReferences {
    private final List<Map<String, Found>> ranks =
            List.of(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());

    private SessionReferences() {}

    /** What a reference means. */
    public sealed interface Found {
        record One(SessionId session) implements Found {}

        /** Several sessions have that name. */
        record Several() implements Found {}

        record None() implements Found {}
    }

    /** The sessions as they are in the transaction. */
    public static SessionReferences of(Handle handle, EventId event) {
        SessionReferences references = new SessionReferences();
        handle.createQuery("SELECT id, agenda_key, agenda_id FROM session WHERE event = ?")
                .bind(0, event.value())
                .map((row, _) -> {
                    List<String> names = new ArrayList<>();
                    names.add(row.getString("id"));
                    String key = row.getString("agenda_key");
                    names.add(key == null ? "" : key);
                    names.add(row.getString("agenda_id"));
                    names.add(key == null ? "" : key.substring(key.indexOf(':') + 1));
                    return names;
                })
                .forEach((Consumer<List<String>>) references::add);
        return references;
    }

    /** What a list's reference means. */
    public Found find(String reference) {
        return ranks.stream()
                .filter(rank -> rank.containsKey(reference))
                .findFirst()
                .map(rank -> rank.getOrDefault(reference, new Found.None()))
                .orElseGet(Found.None::new);
    }

    private void add(List<String> names) {
        Found session = new Found.One(new SessionId(names.getFirst()));
        for (int rank = 0; rank < names.size(); rank++) {
            if (!names.get(rank).isEmpty()) {
                ranks.get(rank).merge(names.get(rank), session, (_, _) -> new Found.Several());
            }
        }
    }
}
