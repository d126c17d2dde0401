package io.turnout.hub.reports;

import io.turnout.hub.credit.CreditLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page of the people of a session.
 *
 * @param rows those of the page
 * @param matching how many match the filter
 * @param credits what they earned, by attendee
 */
public record People(
        PeopleFilter filter, List<Stay> rows, int matching, Map<Long, CreditLine> credits) {
    public People {
        rows = List.copyOf(rows);
        credits = Map.copyOf(credits);
    }

    /** What one of them earned. */
    public Optional<CreditLine> credit(Stay stay) {
        return Optional.ofNullable(credits.get(stay.attendee()));
    }

    /** The same with what they earned. */
    People with(Map<Long, CreditLine> earned) {
        return new People(filter, rows, matching, earned);
    }

    /** The number of the last page. */
    public int pages() {
        return Math.max(1, Math.ceilDiv(matching, PeopleFilter.PAGE));
    }
}
