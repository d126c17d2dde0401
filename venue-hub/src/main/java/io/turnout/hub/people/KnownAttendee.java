package io.turnout.hub.people;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the hub holds of an attendee that a list can change.
 *
 * @param erased whether their data were erased: no list changes them then
 */
record KnownAttendee(
        long id,
        String familyName,
        String givenName,
        String email,
        String licenceNumber,
        Set<String> groups,
        Map<String, String> own,
        boolean erased) {
    KnownAttendee {
        groups = Set.copyOf(groups);
        own = Map.copyOf(own);
    }

    /** Of a field of the event's own; empty for none. */
    String own(String name) {
        return Optional.ofNullable(own.get(name)).orElse("");
    }

    boolean sameGroups(AttendeeRow row) {
        return groups.equals(Set.copyOf(row.groups()));
    }

    boolean sameFields(AttendeeRow row) {
        return familyName.equals(row.familyName())
                && givenName.equals(row.givenName())
                && email.equals(row.email())
                && licenceNumber.equals(row.licenceNumber())
                && row.own().entrySet().stream()
                        .allMatch(field -> own(field.getKey()).equals(field.getValue()));
    }

    /** Without name or address, so that it may stand in a log. */
    @Override
    public String toString() {
        return "KnownAttendee[id=%d]".formatted(id);
    }
}
