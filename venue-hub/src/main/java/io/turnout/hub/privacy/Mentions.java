package io.turnout.hub.privacy;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Finds what some attendees are called in texts that staff wrote. Whole words only, in any case. A
 * number or what stands in an own field tells somebody only where it is long enough: 17 and yes do
 * not.
 */
final class Mentions {
    private static final int SHORTEST_NAME = 2;
    private static final int SHORTEST_MARK = 4;
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Pattern pattern;

    private Mentions(Pattern pattern) {
        this.pattern = pattern;
    }

    /** What is known of them until now, and what their certificates still say. */
    static Mentions of(Handle handle, Collection<Long> attendees) {
        List<Long> ids = List.copyOf(attendees);
        Set<String> names = new LinkedHashSet<>();
        add(
                names,
                SHORTEST_NAME,
                handle,
                """
                SELECT family_name FROM attendee WHERE id IN (<ids>) AND erased_ms IS NULL
                UNION SELECT given_name FROM attendee WHERE id IN (<ids>) AND erased_ms IS NULL
                """,
                ids);
        add(
                names,
                SHORTEST_MARK,
                handle,
                """
                SELECT number FROM attendee WHERE id IN (<ids>) AND erased_ms IS NULL
                UNION SELECT email FROM attendee WHERE id IN (<ids>)
                UNION SELECT licence_number FROM attendee WHERE id IN (<ids>)
                UNION SELECT code FROM badge WHERE attendee IN (<ids>)
                UNION SELECT value FROM attendee_field WHERE attendee IN (<ids>)
                """,
                ids);
        return new Mentions(pattern(names));
    }

    private static void add(
            Set<String> names, int shortest, Handle handle, String sql, List<Long> ids) {
        handle.createQuery(sql).bindList("ids", ids).mapTo(String.class).map(String::strip).stream()
                .filter(name -> name.length() >= shortest)
                .forEach(names::add);
    }

    private static Pattern pattern(Set<String> names) {
        String any = names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return any.isEmpty()
                ? NOTHING
                : Pattern.compile(
                        "(?<![\\p{L}\\p{Nd}])(?:" + any + ")(?![\\p{L}\\p{Nd}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Whether a text names one of them. */
    boolean in(String text) {
        return pattern.matcher(text).find();
    }
}
