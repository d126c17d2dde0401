package io.turnout.hub.people;

import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An attendee's details as a form has them. */
final class AttendeeForm {
    /** Where its texts are. */
    static final String NAME = "field.person";

    private static final int LONGEST = 200;
    private static final int MOST_GROUPS = 50;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private AttendeeForm() {}

    static Fields of(Attendee attendee) {
        Attendee.Details details = attendee.details();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("number", details.number().value());
        values.put("given-name", details.givenName());
        values.put("family-name", details.familyName());
        values.put("email", details.email());
        values.put("licence", details.licenceNumber());
        details.own().forEach((name, value) -> values.put(Fields.own(name), value));
        values.put("groups", String.join("\n", details.groups()));
        return Fields.of(NAME, Fields.single(values), attendee.version());
    }

    /**
     * Reads it.
     *
     * @param ownFields the names of those of the event
     */
    static Attendee.Details read(Reading reading, List<String> ownFields) {
        String number = reading.text("number", 1, LONGEST);
        String given = reading.text("given-name", 0, LONGEST);
        String family = reading.text("family-name", 0, LONGEST);
        if (given.isEmpty() && family.isEmpty()) {
            reading.refuse("family-name", "person.no-name");
        }
        String email = reading.text("email", 0, LONGEST);
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            reading.refuse("email", "person.email.wrong");
        }
        String licence = reading.text("licence", 0, LONGEST);
        Map<String, String> own = new LinkedHashMap<>();
        ownFields.forEach(name -> own.put(name, reading.text(Fields.own(name), 0, LONGEST)));
        return new Attendee.Details(
                new AttendeeNumber(number.isEmpty() ? "-" : number),
                family,
                given,
                email,
                licence,
                groups(reading),
                own);
    }

    private static List<String> groups(Reading reading) {
        List<String> groups =
                reading.lines("groups", 5_000)
                        .lines()
                        .map(String::strip)
                        .filter(group -> !group.isEmpty())
                        .distinct()
                        .toList();
        if (groups.size() > MOST_GROUPS) {
            reading.refuse("groups", "person.groups.many", MOST_GROUPS);
        }
        return groups;
    }
}
