package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.protocol.badge.BadgeText;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Finds the one attendee whom everything fits that the event asks for. How many fitted, or which of
 * it was wrong, is never told.
 */
final class Identification {
    private static final String BADGE = "badge-number";
    private static final String EMAIL = "email";
    private static final String LICENCE = "licence-number";
    private static final String FAMILY = "family-name";

    /** By which people are looked up, those that few share first. */
    private static final List<String> BY = List.of(BADGE, EMAIL, LICENCE, FAMILY);

    private Identification() {}

    /** Whether an event asks for nothing but what the hub knows of people. */
    static boolean isPossible(List<String> asked) {
        return !asked.isEmpty() && BY.containsAll(asked);
    }

    /** What guesses are counted by: the one thing that names the person, as it was typed. */
    static String person(List<String> asked, Map<String, String> typed) {
        return BY.stream()
                .filter(asked::contains)
                .findFirst()
                .map(field -> plain(typed.getOrDefault(field, "")))
                .orElse("");
    }

    private record Known(long id, String email, String family, String licence) {
        boolean fits(String field, String typed) {
            return switch (field) {
                case BADGE -> true;
                case EMAIL -> plain(email).equals(typed);
                case LICENCE -> plain(licence).equals(typed);
                default -> plain(family).equals(typed);
            };
        }
    }

    /** The attendee, where exactly one fits all of it. */
    static Optional<Long> find(
            Handle handle, EventFacts event, List<String> asked, Map<String, String> typed) {
        boolean complete =
                isPossible(asked)
                        && asked.stream()
                                .noneMatch(f -> plain(typed.getOrDefault(f, "")).isEmpty());
        if (!complete) {
            return Optional.empty();
        }
        String first = BY.stream().filter(asked::contains).findFirst().orElseThrow();
        List<Long> fitting =
                candidates(handle, event, first, typed.getOrDefault(first, "").strip()).stream()
                        .filter(known ->
                                asked.stream().allMatch(field -> fits(known, field, typed)))
                        .map(Known::id)
                        .distinct()
                        .toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    private static boolean fits(Known known, String field, Map<String, String> typed) {
        return known.fits(field, plain(typed.getOrDefault(field, "")));
    }

    private static List<Known> candidates(
            Handle handle, EventFacts event, String field, String typed) {
        String where =
                switch (field) {
                    case BADGE ->
                            "(number IN (:typed, upper(:typed)) OR id IN (SELECT attendee FROM badge"
                                    + " WHERE event = :event AND fingerprint = :badge"
                                    + " AND state = 'active'))";
                    case EMAIL -> "lower(email) = lower(:typed)";
                    case LICENCE -> "lower(licence_number) = lower(:typed)";
                    default -> ":typed <> ''";
                };
        return handle.createQuery(
                        "SELECT id, email, family_name, licence_number FROM attendee"
                                + " WHERE event = :event AND "
                                + where)
                .bind("event", event.id().value())
                .bind("typed", typed)
                .bind("badge", event.fingerprinter().of(BadgeText.canonical(typed)).toString())
                .map((row, _) ->
                        new Known(
                                row.getLong("id"),
                                row.getString("email"),
                                row.getString("family_name"),
                                row.getString("licence_number")))
                .list();
    }

    /** Neither case nor blanks count, nor how a letter with an accent is composed. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }
}
