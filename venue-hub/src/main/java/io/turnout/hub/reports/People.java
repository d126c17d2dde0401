package io.turnout.hub.reports;

import java.util.List;

/**
 * One page of the people of a session.
 *
 * @param rows those of the page
 * @param matching how many match the filter
 */
public record People(PeopleFilter filter, List<Stay> rows, int matching) {
    public People {
        rows = List.copyOf(rows);
    }

    /** The page that a filter asks for. */
    static People of(List<Stay> all, PeopleFilter filter) {
        List<Stay> matching = filter.matching(all);
        return new People(
                filter,
                matching.stream()
                        .skip((filter.page() - 1L) * PeopleFilter.PAGE)
                        .limit(PeopleFilter.PAGE)
                        .toList(),
                matching.size());
    }

    /** The number of the last page. */
    public int pages() {
        return Math.max(1, Math.ceilDiv(matching, PeopleFilter.PAGE));
    }
}
