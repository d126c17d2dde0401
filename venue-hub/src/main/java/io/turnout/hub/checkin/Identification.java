package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.people.OwnFields;
import io.turnout.protocol.badge.BadgeText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Finds the one attendee whom everything fits that the event asks for. How many fitted, or which of
 * it was wrong, is never told.
 */
final class Identification {
    private static final String BADGE = "badge-number";
    private static final String EMAIL = "email";
    private static final String LICENCE = "licence-number";
    private static final String FAMILY = "family-name";

    /**
     * By which people are looked up, those that few share first; own fields come before the name.
     */
    private static final List<String> BY = List.of(BADGE, EMAIL, LICENCE);

    private Identification() {}

    /**
     * Whether the hub can tell: it must have heard of somebody what they have in each field of the
     * event's own.
     */
    static boolean isPossible(Handle handle, EventFacts event, List<String> asked) {
        return !asked.isEmpty()
                && own(asked).allMatch(name -> OwnFields.isHeld(handle, event.id(), name));
    }

    /** What guesses are counted by: the one thing that names the person, as it was typed. */
    static String person(List<String> asked, Map<String, String> typed) {
        return asked.isEmpty() ? "" : typed(typed, first(asked));
    }

    private record Known(long id, String email, String family, String licence) {
        boolean fits(String field, String typed) {
            return switch (field) {
                case EMAIL -> OwnFields.plain(email).equals(typed);
                case LICENCE -> OwnFields.plain(licence).equals(typed);
                case FAMILY -> OwnFields.plain(family).equals(typed);
                default -> true; // the database compared it
            };
        }
    }

    /** The attendee, where exactly one fits all of it. */
    static Optional<Long> find(
            Handle handle, EventFacts event, List<String> asked, Map<String, String> typed) {
        if (asked.isEmpty() || asked.stream().anyMatch(field -> typed(typed, field).isEmpty())) {
            return Optional.empty();
        }
        List<Long> fitting =
                candidates(handle, event, asked, typed).stream()
                        .filter(known ->
                                asked.stream()
                                        .allMatch(field -> known.fits(field, typed(typed, field))))
                        .map(Known::id)
                        .distinct()
                        .toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    private static List<Known> candidates(
            Handle handle, EventFacts event, List<String> asked, Map<String, String> typed) {
        String first = first(asked);
        String text = typed.getOrDefault(first, "").strip();
        List<String> own = own(asked).toList();
        Query query =
                handle.createQuery(
                                "SELECT a.id, a.email, a.family_name, a.licence_number FROM "
                                        + from(first)
                                        + " AND a.event = :event AND a.erased_ms IS NULL"
                                        + held(own.size()))
                        .bind("event", event.id().value())
                        .bind("typed", text)
                        .bind(
                                "badge",
                                event.fingerprinter().of(BadgeText.canonical(text)).toString());
        for (int i = 0; i < own.size(); i++) {
            query.bind("name" + i, OwnFields.plain(own.get(i)))
                    .bind("own" + i, typed(typed, EventSettings.OWN + own.get(i)));
        }
        return query.map((row, _) ->
                        new Known(
                                row.getLong("id"),
                                row.getString("email"),
                                row.getString("family_name"),
                                row.getString("licence_number")))
                .list();
    }

    /** By the first field, with an index of its own except for the name. */
    private static String from(String field) {
        return switch (field) {
            case BADGE ->
                    "attendee a WHERE (a.number IN (:typed, upper(:typed)) OR a.id IN"
                            + " (SELECT attendee FROM badge WHERE event = :event"
                            + " AND fingerprint = :badge AND state = 'active'))";
            case EMAIL -> "attendee a WHERE lower(a.email) = lower(:typed)";
            case LICENCE -> "attendee a WHERE lower(a.licence_number) = lower(:typed)";
            case FAMILY -> "attendee a WHERE :typed <> ''";
            default -> // CROSS JOIN, so that the field is looked up before the attendees are
                    "attendee_field f CROSS JOIN attendee a"
                            + " WHERE f.name = :name0 AND f.plain = :own0 AND a.id = f.attendee";
        };
    }

    private static String held(int own) {
        return IntStream.range(0, own)
                .mapToObj(i ->
                        " AND EXISTS (SELECT 1 FROM attendee_field o WHERE o.attendee = a.id"
                                + " AND o.name = :name%d AND o.plain = :own%d)".formatted(i, i))
                .collect(Collectors.joining());
    }

    private static String first(List<String> asked) {
        return BY.stream()
                .filter(asked::contains)
                .findFirst()
                .or(() -> own(asked).findFirst().map(name -> EventSettings.OWN + name))
                .orElse(FAMILY);
    }

    private static Stream<String> own(List<String> asked) {
        return asked.stream()
                .filter(field -> field.startsWith(EventSettings.OWN))
                .map(field -> field.substring(EventSettings.OWN.length()));
    }

    private static String typed(Map<String, String> typed, String field) {
        return OwnFields.plain(typed.getOrDefault(field, ""));
    }
}
