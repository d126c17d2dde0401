package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What reports of an event can be filtered by.
 *
 * @param filter in force
 * @param rooms by id
 * @param days of the agenda
 * @param sessions by id
 */
public record Offered(
        ReportFilter filter,
        Map<String, String> rooms,
        List<String> days,
        Map<String, String> sessions) {
    static Offered of(Handle handle, EventFacts facts, ReportFilter filter) {
        String event = facts.id().value();
        return new Offered(
                filter,
                names(handle, event, "SELECT id, name FROM room WHERE event = ? ORDER BY place"),
                handle.createQuery("SELECT DISTINCT day FROM session WHERE event = ? ORDER BY day")
                        .bind(0, event)
                        .mapTo(String.class)
                        .list(),
                names(
                        handle,
                        event,
                        "SELECT id, title FROM session WHERE event = ? ORDER BY start_ms, id"));
    }

    private static Map<String, String> names(Handle handle, String event, String sql) {
        Map<String, String> names = new LinkedHashMap<>();
        handle.createQuery(sql)
                .bind(0, event)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(one -> names.put(one.getKey(), one.getValue()));
        return names;
    }
}
