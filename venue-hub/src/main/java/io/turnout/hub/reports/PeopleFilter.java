package io.turnout.hub.reports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
    private static final Comparator<Stay> BY_ENTRY =
            Comparator.comparing((Stay stay) -> stay.firstInMs().orElse(0L))
                    .thenComparing(Stay::number);

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

    /** Whether somebody is looked for by what they are called. */
    boolean searches() {
        return !query.isEmpty();
    }

    /** Those that match, in order. */
    List<Stay> matching(List<Stay> all) {
        Predicate<String> holds = SessionFilter.holds(query);
        Stream<Stay> shown = all.stream().filter(this::shows);
        Stream<Stay> found =
                searches() ? shown.filter(stay -> holds.test(stay.searchable())) : shown;
        return found.sorted(order()).toList();
    }

    private boolean shows(Stay stay) {
        return switch (show) {
            case "in" -> stay.inside();
            case "out" -> !stay.inside();
            case "walk-in" -> stay.walkIn();
            case "flagged" -> stay.flagged();
            default -> true;
        };
    }

    private Comparator<Stay> order() {
        return switch (sort) {
            case "name" ->
                    Comparator.comparing(Stay::name, String.CASE_INSENSITIVE_ORDER)
                            .thenComparing(Stay::number);
            case "in" -> BY_ENTRY;
            default -> BY_ENTRY.reversed();
        };
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
