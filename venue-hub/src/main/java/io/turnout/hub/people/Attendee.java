package io.turnout.hub.people;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attendee as the hub keeps them.
 *
 * @param version grows with every change of the details
 * @param erased whether their data were erased: they have a number instead of a name
 */
public record Attendee(long id, Details details, long version, boolean erased) {

    /** One whose data are there. */
    public Attendee(long id, Details details, long version) {
        this(id, details, version, false);
    }

    /**
     * What organizers write of an attendee. Texts that they leave empty are empty.
     *
     * @param own what they have in the fields of the event's own, by name; storing leaves alone
     *     those that are missing
     */
    public record Details(
            AttendeeNumber number,
            String familyName,
            String givenName,
            String email,
            String licenceNumber,
            List<String> groups,
            Map<String, String> own) {
        public Details {
            groups = groups.stream().distinct().sorted().toList();
            own = Collections.unmodifiableMap(new LinkedHashMap<>(own));
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
