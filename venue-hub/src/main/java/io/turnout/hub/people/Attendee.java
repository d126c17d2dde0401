package io.turnout.hub.people;

import java.util.List;

/**
 * An attendee as the hub keeps them.
 *
 * @param version grows with every change of the details
 */
public record Attendee(long id, Details details, long version) {

    /** What organizers write of an attendee. Texts that they leave empty are empty. */
    public record Details(
            AttendeeNumber number,
            String familyName,
            String givenName,
            String email,
            String licenceNumber,
            List<String> groups) {
        public Details {
            groups = groups.stream().distinct().sorted().toList();
        }

        /** As people say it: {@code Ada Lovelace}. */
        public String name() {
            return (givenName + " " + familyName).strip();
        }

        /** Without name or address, so that it may stand in a log. */
        @Override
        public String toString() {
            return "Details[number=%s]".formatted(number);
        }
    }

    /** As people say it. */
    public String name() {
        return details.name();
    }
}
