package io.turnout.hub.people;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Batches;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what attendees are found by as attendees and badges are. Whoever changes one says so by
 * {@link #forget}, or sets {@code attendee.search} to null; it is made anew in the same
 * transaction, or at the latest before the next search.
 */
final class AttendeeSearch {
    static final String BEHIND =
            "SELECT count(*) FROM (SELECT 1 FROM attendee"
                    + " WHERE event = ? AND search IS NULL LIMIT 1) behind";

    private AttendeeSearch() {}

    /** Whether somebody of an event cannot be found yet as they are. */
    static boolean isBehind(Handle handle, String event) {
        return handle.createQuery(BEHIND).bind(0, event).mapTo(Integer.class).one() > 0;
    }

    /** Lets everybody of an event be found who cannot be found yet as they are. */
    static void catchUp(Handle handle, String event) {
        if (isBehind(handle, event)) {
            Map<Long, Texts> behind = behind(handle, event);
            addCodes(handle, event, behind);
            addOwn(handle, event, behind);
            Map<Long, Collection<String>> words = new TreeMap<>();
            behind.forEach((id, all) -> words.put(id, SearchWords.of(all.all())));
            new SearchBlocks(handle, event).write(words);
            Batches.run(
                    handle,
                    "UPDATE attendee SET sort_name = ?, search = '' WHERE id = ?",
                    behind.entrySet().stream()
                            .map(entry -> Batches.row(entry.getValue().name(), entry.getKey())));
        }
    }

    /** Somebody changed: what they are found by is made anew. */
    static void forget(Handle handle, long attendee) {
        handle.execute("UPDATE attendee SET search = NULL WHERE id = ?", attendee);
    }

    /** Somebody is about to be removed. */
    static void erase(Handle handle, long attendee) {
        handle.createQuery("SELECT event FROM attendee WHERE id = ?")
                .bind(0, attendee)
                .mapTo(String.class)
                .findOne()
                .ifPresent(
                        event -> new SearchBlocks(handle, event).write(Map.of(attendee, Set.of())));
    }

    private record Texts(String name, Set<String> all) {}

    private static Map<Long, Texts> behind(Handle handle, String event) {
        Map<Long, Texts> behind = new TreeMap<>();
        handle.createQuery(
                        """
                        SELECT id, number, family_name, given_name, email, licence_number
                        FROM attendee WHERE event = ? AND search IS NULL
                        """)
                .bind(0, event)
                .map((row, _) -> {
                    Set<String> all = new LinkedHashSet<>();
                    for (int column = 2; column <= 6; column++) {
                        all.add(row.getString(column));
                    }
                    String name = SearchWords.sortName(row.getString(3), row.getString(4));
                    return Map.entry(row.getLong(1), new Texts(name, all));
                })
                .forEach(entry -> behind.put(entry.getKey(), entry.getValue()));
        return behind;
    }

    private static void addCodes(Handle handle, String event, Map<Long, Texts> behind) {
        handle.createQuery(
                        """
                        SELECT b.attendee, b.code FROM attendee a
                        JOIN badge b ON b.attendee = a.id
                        WHERE a.event = ? AND a.search IS NULL
                        """)
                .bind(0, event)
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> {
                    Texts texts = behind.get(entry.getKey());
                    if (texts != null) {
                        texts.all().add(entry.getValue());
                    }
                });
    }

    /** What they have in fields that the event asks for; what stands in others is not told. */
    private static void addOwn(Handle handle, String event, Map<Long, Texts> behind) {
        List<String> names =
                EventFacts.find(handle, event).map(EventFacts::ownFields).orElse(List.of()).stream()
                        .map(OwnFields::plain)
                        .toList();
        if (names.isEmpty()) {
            return;
        }
        handle.createQuery(
                        """
                        SELECT f.attendee, f.value FROM attendee a
                        JOIN attendee_field f ON f.attendee = a.id
                        WHERE a.event = :event AND a.search IS NULL AND f.name IN (<names>)
                        """)
                .bind("event", event)
                .bindList("names", names)
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> {
                    Texts texts = behind.get(entry.getKey());
                    if (texts != null) {
                        texts.all().add(entry.getValue());
                    }
                });
    }
}
