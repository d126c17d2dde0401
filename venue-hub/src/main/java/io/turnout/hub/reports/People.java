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

    /** The number of the last page. */
    public int pages() {
        return Math.max(1, Math.ceilDiv(matching, PeopleFilter.PAGE));
    }
}
