package io.turnout.hub.people;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attendee as a list tells it. Texts that the list leaves empty are empty.
 *
 * @param line as the spreadsheet counts, in CSV the first line of the row, for messages of later
 *     checks
 * @param groups without repetition, in the list's order
 * @param own by the names of the fields of the event's own that the list has as columns
 * @param badge code of a badge that the attendee already has
 * @param badgePlace how messages name the column of badges
 */
public record AttendeeRow(
        int line,
        AttendeeNumber number,
        String familyName,
        String givenName,
        String email,
        String licenceNumber,
        List<String> groups,
        Map<String, String> own,
        Optional<String> badge,
        String badgePlace) {

    public AttendeeRow {
        groups = List.copyOf(groups);
        own = Map.copyOf(own);
    }

    /** Without name, address or badge, so that it may stand in a log. */
    @Override
    public String toString() {
        return "AttendeeRow[line=%d, number=%s]".formatted(line, number);
    }
}
