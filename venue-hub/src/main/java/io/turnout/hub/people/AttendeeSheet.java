package io.turnout.hub.people;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** All attendees as a list that {@link AttendeeList} reads again; badges are only ever added. */
final class AttendeeSheet {
    static final List<String> HEADINGS =
            AttendeeList.COLUMNS.headings().stream()
                    .filter(heading -> !heading.equals(AttendeeList.BADGE))
                    .toList();

    private AttendeeSheet() {}

    static List<List<String>> rows(Map<AttendeeNumber, KnownAttendee> known) {
        return known.entrySet().stream()
                .sorted(Comparator.comparingLong(one -> one.getValue().id()))
                .map(one -> row(one.getKey(), one.getValue()))
                .toList();
    }

    private static List<String> row(AttendeeNumber number, KnownAttendee attendee) {
        return List.of(
                number.value(),
                attendee.familyName(),
                attendee.givenName(),
                attendee.email(),
                attendee.licenceNumber(),
                String.join("; ", attendee.groups().stream().sorted().toList()));
    }
}
