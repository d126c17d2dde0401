package io.turnout.hub.reports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a reader asks the people of a session for; as it stands in the address.
 *
 * @param query looked for in names, numbers and badge codes
 * @param show {@code in}, {@code out}, {@code walk-in}, {@code flagged}; anything else shows all
 * @param sort {@code name} or {@code in}; otherwise the last to come first
 * @param page from 1
 */
public record PeopleFilter(String query, String show, String sort, int page) {
    /** Rows on a page. */
    public static final int PAGE = 100;

    private static final int LONGEST = 200;

    public PeopleFilter {
        query = query.strip();
        query = query.length() > LONGEST ? query.substring(0, LONGEST) : query;
        page = Math.max(1, page);
    }

    /** The part of the address that asks for the same, sorted otherwise or on another page. */
    public String with(String otherSort, int otherPage) {
        return "?q="
                + encoded(query)
                + "&show="
                + encoded(show)
                + "&sort="
                + encoded(otherSort)
                + "&page="
                + otherPage;
    }

    /** Whether the database cannot sift or sort: accents and case are understood here only. */
    boolean needsNames() {
        return !query.isEmpty() || sort.equals("name");
    }

    /** How many come before those of the page. */
    int offset() {
        return (page - 1) * PAGE;
    }

    /** How the column of entry is sorted, for {@code aria-sort}. */
    public Optional<String> entrySort() {
        return switch (sort) {
            case "name" -> Optional.empty();
            case "in" -> Optional.of("ascending");
            default -> Optional.of("descending");
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
