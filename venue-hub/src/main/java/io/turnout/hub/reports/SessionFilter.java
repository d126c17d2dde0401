package io.turnout.hub.reports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a reader asks the list of sessions for; as it stands in the address.
 *
 * @param query looked for in titles, rooms, tracks and ids
 * @param day YYYY-MM-DD; {@link #ALL}; or empty for today, where today has sessions
 * @param room a room's id; empty for all
 * @param state of {@link State}; empty for all
 * @param page from 1
 */
public record SessionFilter(String query, String day, String room, String state, int page) {
    /** All days. */
    public static final String ALL = "all";

    private static final int LONGEST = 200;

    public SessionFilter {
        query = query.strip();
        query = query.length() > LONGEST ? query.substring(0, LONGEST) : query;
        page = Math.max(1, page);
    }

    /** Where a session is in time. */
    public enum State {
        NOW,
        COMING,
        OVER,
        CANCELLED;

        /** As in addresses and keys of texts. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether nothing but the day narrows the list. */
    public boolean open() {
        return query.isEmpty() && room.isEmpty() && state.isEmpty();
    }

    /** The part of the address that asks for the same on another page. */
    public String toPage(int number) {
        return "?q="
                + encoded(query)
                + "&day="
                + encoded(day)
                + "&room="
                + encoded(room)
                + "&state="
                + encoded(state)
                + "&page="
                + number;
    }

    /** Whether a text holds the query; case and accents do not matter. */
    static Predicate<String> holds(String query) {
        String wanted = plain(query);
        return text -> wanted.isEmpty() || plain(text).contains(wanted);
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
