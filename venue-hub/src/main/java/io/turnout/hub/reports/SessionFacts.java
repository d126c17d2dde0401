package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What reports say of a session in each of its rows: read once, however many rows there are.
 *
 * @param checkOut whether it uses check-out, or a door of its room reads exits
 * @param fields its fields of study, in their order
 */
record SessionFacts(
        String id,
        String title,
        String room,
        Instant start,
        Instant end,
        boolean checkOut,
        List<String> fields) {
    SessionFacts {
        fields = List.copyOf(fields);
    }

    /** As scheduled. */
    Duration length() {
        return Duration.between(start, end);
    }

    /** The field of study at a place, from 0; empty for none. */
    String field(int place) {
        return place < fields.size() ? fields.get(place) : "";
    }

    /** All of an event, by id. */
    static Map<String, SessionFacts> of(Handle handle, EventFacts event) {
        Map<String, List<String>> fields = new HashMap<>();
        handle.createQuery(
                        "SELECT y.session, y.name FROM session_study y JOIN session s"
                                + " ON s.id = y.session WHERE s.event = :event"
                                + " ORDER BY y.session, y.place")
                .bind("event", event.id().value())
                .map((row, _) -> Map.entry(row.getString("session"), row.getString("name")))
                .forEach(one ->
                        fields.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        Map<String, SessionFacts> facts = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT s.id, s.title, r.name AS room_name, s.start_ms, s.end_ms,
                               CASE WHEN s.check_out = 1 OR EXISTS (
                                   SELECT 1 FROM unit u JOIN door d ON d.id = u.door
                                   WHERE d.room = s.room AND u.mode IN ('out', 'auto'))
                                   THEN 1 ELSE 0 END AS uses_check_out
                        FROM session s JOIN room r ON r.id = s.room
                        WHERE s.event = :event
                        """)
                .bind("event", event.id().value())
                .map((row, _) ->
                        new SessionFacts(
                                row.getString("id"),
                                row.getString("title"),
                                row.getString("room_name"),
                                Instant.ofEpochMilli(row.getLong("start_ms")),
                                Instant.ofEpochMilli(row.getLong("end_ms")),
                                row.getInt("uses_check_out") == 1,
                                fields.getOrDefault(row.getString("id"), List.of())))
                .forEach(one -> facts.put(one.id(), one));
        return Collections.unmodifiableMap(facts);
    }
}
