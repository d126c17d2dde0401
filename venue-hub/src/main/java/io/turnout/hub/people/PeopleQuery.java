package io.turnout.hub.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Which attendees of an event are meant.
 *
 * @param words beginnings of words; empty for everybody
 * @param group a group's name; empty for any
 * @param session the id of a session registered for; empty for any
 * @param badge {@code none}, or the state of some badge of theirs; empty for any
 */
public record PeopleQuery(String words, String group, String session, String badge) {
    /** What {@code badge} can be. */
    public static final List<String> BADGES =
            List.of("active", "none", "blocked", "revoked", "replaced");

    /** Everybody. */
    public static final PeopleQuery ALL = new PeopleQuery("", "", "", "");

    /** The conditions behind {@code WHERE}, on {@code attendee a}. */
    String where() {
        List<String> parts = new ArrayList<>(List.of("a.event = :event"));
        List<String> patterns = AttendeeSearch.patterns(words);
        for (int i = 0; i < patterns.size(); i++) {
            parts.add("a.search LIKE :word" + i + " ESCAPE '!'");
        }
        if (!group.isEmpty()) {
            parts.add("a.id IN (SELECT g.attendee FROM attendee_group g WHERE g.name = :group)");
        }
        if (!session.isEmpty()) {
            parts.add("a.id IN (SELECT r.attendee FROM registration r WHERE r.session = :session)");
        }
        if (badge.equals("none")) {
            parts.add(
                    "NOT EXISTS (SELECT 1 FROM badge b"
                            + " WHERE b.attendee = a.id AND b.state = 'active')");
        } else if (!badge.isEmpty()) {
            parts.add(
                    "EXISTS (SELECT 1 FROM badge b"
                            + " WHERE b.attendee = a.id AND b.state = :badge)");
        }
        return String.join(" AND ", parts);
    }

    /** Fills the places of {@link #where}. */
    <T extends SqlStatement<T>> T bind(T statement, String event) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("event", event);
        List<String> patterns = AttendeeSearch.patterns(words);
        for (int i = 0; i < patterns.size(); i++) {
            values.put("word" + i, patterns.get(i));
        }
        if (!group.isEmpty()) {
            values.put("group", group);
        }
        if (!session.isEmpty()) {
            values.put("session", session);
        }
        if (!badge.isEmpty() && !badge.equals("none")) {
            values.put("badge", badge);
        }
        return statement.bindMap(values);
    }
}
