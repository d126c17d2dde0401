package io.turnout.hub.people;

import io.turnout.hub.importing.Preview.Change;
import io.turnout.hub.web.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What a list changes of an attendee, field by field, as people read it. */
final class AttendeeDifferences {
    private final Words words;
    private final List<Change> changes = new ArrayList<>();

    private AttendeeDifferences(Words words) {
        this.words = words;
    }

    /** What is said of somebody who is new, beside the name. */
    static List<Change> of(ListedAttendee listed, Words words) {
        AttendeeRow after = listed.row();
        AttendeeDifferences all = new AttendeeDifferences(words);
        all.add("field.person.email", "", after.email());
        all.add("field.person.licence", "", after.licenceNumber());
        all.add("field.person.groups", "", sorted(after.groups()));
        after.own().forEach((name, value) -> all.addOwn(name, "", value));
        all.add("lists.new-badge", "", after.badge().orElse(""));
        return all.changes;
    }

    /**
     * @param newBadge whether the badge that the list names is new
     */
    static List<Change> of(
            KnownAttendee before, ListedAttendee listed, boolean newBadge, Words words) {
        AttendeeRow after = listed.row();
        AttendeeDifferences all = new AttendeeDifferences(words);
        all.add("field.person.given-name", before.givenName(), after.givenName());
        all.add("field.person.family-name", before.familyName(), after.familyName());
        all.add("field.person.email", before.email(), after.email());
        all.add("field.person.licence", before.licenceNumber(), after.licenceNumber());
        all.add("field.person.groups", sorted(before.groups()), sorted(after.groups()));
        after.own().forEach((name, value) -> all.addOwn(name, before.own(name), value));
        if (newBadge) {
            all.add("lists.new-badge", "", after.badge().orElse(""));
        }
        return all.changes;
    }

    private void add(String key, String before, String after) {
        addOwn(words.get(key), before, after);
    }

    /** Of a field of the event's own, which the organizer named. */
    private void addOwn(String name, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new Change(name, before, after));
        }
    }

    private static String sorted(Collection<String> groups) {
        return groups.stream().sorted().collect(Collectors.joining("; "));
    }
}
