package io.turnout.hub.people;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.store.Batches;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What attendees have in the fields of their event's own. Its names may change in case and blanks;
 * what stands in a field that the event asks for no more stays, unseen.
 */
public final class OwnFields {
    private OwnFields() {}

    /** Neither case nor blanks count, nor how a letter with an accent is composed. */
    public static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    /** Whether anybody of an event has something in a field; looks at the field first. */
    public static boolean isHeld(Handle handle, EventId event, String name) {
        return handle.createQuery(
                        "SELECT 1 FROM attendee_field f CROSS JOIN attendee a"
                                + " WHERE f.name = ? AND a.id = f.attendee AND a.event = ? LIMIT 1")
                .bind(0, plain(name))
                .bind(1, event.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** All fields of those names of an attendee, in their order; empty ones too. */
    static Map<String, String> of(Handle handle, Collection<String> names, long attendee) {
        Map<String, String> held =
                of(handle, names, List.of(attendee)).getOrDefault(attendee, Map.of());
        Map<String, String> all = new LinkedHashMap<>();
        names.forEach(name -> all.put(name, held.getOrDefault(name, "")));
        return all;
    }

    /** The fields of those names of some attendees, without empty ones. */
    static Map<Long, Map<String, String>> of(
            Handle handle, Collection<String> names, List<Long> attendees) {
        return names.isEmpty() || attendees.isEmpty()
                ? Map.of()
                : read(
                        names,
                        handle.createQuery(
                                        "SELECT attendee, name, value FROM attendee_field"
                                                + " WHERE attendee IN (<ids>)")
                                .bindList("ids", attendees));
    }

    /** The fields of those names of all of an event, without empty ones. */
    static Map<Long, Map<String, String>> of(
            Handle handle, Collection<String> names, EventId event) {
        return names.isEmpty()
                ? Map.of()
                : read(
                        names,
                        handle.createQuery(
                                        """
                                        SELECT f.attendee, f.name, f.value FROM attendee_field f
                                        JOIN attendee a ON a.id = f.attendee WHERE a.event = ?
                                        """)
                                .bind(0, event.value()));
    }

    /** Sets fields of attendees, by id and name. Those that are not there stay as they are. */
    static void write(Handle handle, Map<Long, Map<String, String>> fields) {
        Batches.run(
                handle,
                "DELETE FROM attendee_field WHERE attendee = ? AND name = ?",
                fields.entrySet().stream()
                        .flatMap(one ->
                                one.getValue().entrySet().stream()
                                        .filter(field -> field.getValue().isEmpty())
                                        .map(field ->
                                                Batches.row(one.getKey(), plain(field.getKey())))));
        Batches.run(
                handle,
                """
                INSERT INTO attendee_field (attendee, name, value, plain) VALUES (?, ?, ?, ?)
                ON CONFLICT (attendee, name)
                DO UPDATE SET value = excluded.value, plain = excluded.plain
                """,
                fields.entrySet().stream()
                        .flatMap(one ->
                                one.getValue().entrySet().stream()
                                        .filter(field -> !field.getValue().isEmpty())
                                        .map(field -> row(one.getKey(), field))));
    }

    /** Gives an attendee what another one has in fields that are empty in theirs. */
    static void fillEmpty(Handle handle, long kept, long gone) {
        handle.createUpdate(
                        """
                        INSERT INTO attendee_field (attendee, name, value, plain)
                        SELECT :kept, name, value, plain FROM attendee_field
                        WHERE attendee = :gone AND name NOT IN
                          (SELECT name FROM attendee_field WHERE attendee = :kept)
                        """)
                .bind("kept", kept)
                .bind("gone", gone)
                .execute();
    }

    private static List<Object> row(long attendee, Map.Entry<String, String> field) {
        String value = field.getValue();
        return Batches.row(attendee, plain(field.getKey()), value, plain(value));
    }

    private record Held(long attendee, String name, String value) {}

    private static Map<Long, Map<String, String>> read(Collection<String> names, Query query) {
        Map<String, String> known = new HashMap<>();
        names.forEach(name -> known.put(plain(name), name));
        Map<Long, Map<String, String>> fields = new HashMap<>();
        query.map((row, _) -> new Held(row.getLong(1), row.getString(2), row.getString(3)))
                .forEach(held -> {
                    String name = known.get(held.name());
                    if (name != null) {
                        fields.computeIfAbsent(held.attendee(), _ -> new HashMap<>())
                                .put(name, held.value());
                    }
                });
        return fields;
    }
}
