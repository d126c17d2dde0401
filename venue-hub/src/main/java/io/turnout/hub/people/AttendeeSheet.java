package io.turnout.hub.people;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** All attendees as a list that {@link AttendeeList} reads again; badges are only ever added. */
final class AttendeeSheet {
    private final List<String> ownFields;

    /**
     * @param ownFields the names of those of the event
     */
    AttendeeSheet(List<String> ownFields) {
        this.ownFields = AttendeeList.ownColumns(ownFields);
    }

    List<String> headings() {
        return AttendeeList.columns(ownFields).headings().stream()
                .filter(heading -> !heading.equals(AttendeeList.BADGE))
                .toList();
    }

    List<List<String>> rows(Map<AttendeeNumber, KnownAttendee> known) {
        return known.entrySet().stream()
                .sorted(Comparator.comparingLong(one -> one.getValue().id()))
                .map(one -> row(one.getKey(), one.getValue()))
                .toList();
    }

    private List<String> row(AttendeeNumber number, KnownAttendee attendee) {
        List<String> cells = new ArrayList<>();
        Collections.addAll(
                cells,
                number.value(),
                attendee.familyName(),
                attendee.givenName(),
                attendee.email(),
                attendee.licenceNumber(),
                String.join("; ", attendee.groups().stream().sorted().toList()));
        ownFields.forEach(name -> cells.add(attendee.own(name)));
        return cells;
    }
}
