package io.turnout.hub.corrections;

import io.turnout.hub.web.VenueText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sessions of an event, by start. */
public record SessionChoices(ZoneId zone, List<Choice> all) {
    public SessionChoices {
        all = List.copyOf(all);
    }

    /** One of them. */
    public record Choice(String id, String title, Instant start, Instant end) {}

    static SessionChoices of(Handle handle, String event, ZoneId zone) {
        return new SessionChoices(
                zone,
                handle.createQuery(
                                "SELECT id, title, start_ms, end_ms FROM session WHERE event = ?"
                                        + " ORDER BY start_ms, id")
                        .bind(0, event)
                        .map((row, _) ->
                                new Choice(
                                        row.getString(1),
                                        row.getString(2),
                                        Instant.ofEpochMilli(row.getLong(3)),
                                        Instant.ofEpochMilli(row.getLong(4))))
                        .list());
    }

    Optional<Choice> find(String id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** How times of one are typed. */
    TypedTimes times(Choice session) {
        return new TypedTimes(zone, session.start(), session.end());
    }

    /** As a page offers them. */
    Map<String, String> options(VenueText text) {
        Map<String, String> options = new LinkedHashMap<>();
        all.forEach(one ->
                options.put(
                        one.id(),
                        text.day(text.dateOf(one.start().toEpochMilli()))
                                + " "
                                + text.time(one.start().toEpochMilli())
                                + "–"
                                + text.time(one.end().toEpochMilli())
                                + " "
                                + one.title()));
        return options;
    }
}
