package io.turnout.hub.people;

import io.turnout.protocol.badge.BadgeText;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Finding attendees by the beginnings of words of their name, number, address, licence and badge
 * codes. Case and accents do not matter. The words stand in one column, which an index covers.
 */
final class AttendeeSearch {
    private static final int MOST_TERMS = 8;
    private static final int LONGEST = 1_000;
    private static final int LONGEST_NAME = 200;
    private static final Map<String, String> LETTERS =
            Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ı", "i");

    private AttendeeSearch() {}

    /**
     * What {@code search LIKE ? ESCAPE '!'} must all hold for; none for everybody. A text that is a
     * badge of ours counts as one word, however it is spelled.
     */
    static List<String> patterns(String query) {
        Stream<String> terms =
                switch (BadgeText.read(query)) {
                    case BadgeText.Reading.Unsigned(var code) -> Stream.of(plain(code.text()));
                    case BadgeText.Reading.Signed(var code) ->
                            Stream.of(plain(code.claim().code().text()));
                    case BadgeText.Reading.Other(_, _), BadgeText.Reading.Unreadable() ->
                            Arrays.stream(plain(query).split(" ", -1));
                };
        return terms.filter(term -> !term.isEmpty())
                .limit(MOST_TERMS)
                .map(term -> "% " + term.replaceAll("([!%_])", "!$1") + "%")
                .toList();
    }

    /** Whether somebody of an event cannot be found yet as they are. */
    static boolean isBehind(Handle handle, String event) {
        return handle.createQuery(
                                "SELECT count(*) FROM (SELECT 1 FROM attendee"
                                        + " WHERE event = ? AND search IS NULL LIMIT 1) behind")
                        .bind(0, event)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Makes the words of everybody of an event who cannot be found yet as they are. */
    static void catchUp(Handle handle, String event) {
        if (isBehind(handle, event)) {
            Map<Long, Texts> behind = behind(handle, event);
            addCodes(handle, event, behind);
            Batches.run(
                    handle,
                    "UPDATE attendee SET sort_name = ?, search = ? WHERE id = ?",
                    behind.entrySet().stream()
                            .map(entry ->
                                    Batches.row(
                                            entry.getValue().name(),
                                            words(entry.getValue().all()),
                                            entry.getKey())));
        }
    }

    /** Somebody changed: their words are made anew. */
    static void forget(Handle handle, long attendee) {
        handle.execute("UPDATE attendee SET search = NULL WHERE id = ?", attendee);
    }

    private record Texts(String name, Set<String> all) {}

    private static Map<Long, Texts> behind(Handle handle, String event) {
        Map<Long, Texts> behind = new TreeMap<>();
        handle.createQuery(
                        """
                        SELECT id, number, family_name, given_name, email, licence_number
                        FROM attendee WHERE event = ? AND search IS NULL
                        """)
                .bind(0, event)
                .map((row, _) -> {
                    Set<String> all = new LinkedHashSet<>();
                    for (int column = 2; column <= 6; column++) {
                        all.add(row.getString(column));
                    }
                    String name = plain(row.getString(3) + " " + row.getString(4));
                    return Map.entry(row.getLong(1), new Texts(cut(name, LONGEST_NAME), all));
                })
                .forEach(entry -> behind.put(entry.getKey(), entry.getValue()));
        return behind;
    }

    private static void addCodes(Handle handle, String event, Map<Long, Texts> behind) {
        handle.createQuery(
                        """
                        SELECT b.attendee, b.code FROM attendee a
                        JOIN badge b ON b.attendee = a.id
                        WHERE a.event = ? AND a.search IS NULL
                        """)
                .bind(0, event)
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> {
                    Texts texts = behind.get(entry.getKey());
                    if (texts != null) {
                        texts.all().add(entry.getValue());
                    }
                });
    }

    /** Each word behind a blank; of {@code smith-jones} also the second half. */
    private static String words(Set<String> texts) {
        Set<String> words = new LinkedHashSet<>();
        for (String text : texts) {
            for (String word : plain(text).split(" ", -1)) {
                words.add(word);
                words.addAll(List.of(word.split("[^\\p{L}\\p{N}]+", -1)));
            }
        }
        words.remove("");
        return cut(" " + String.join(" ", words), LONGEST);
    }

    private static String plain(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            small = small.replace(letter.getKey(), letter.getValue());
        }
        return Normalizer.normalize(small, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
    }

    private static String cut(String text, int most) {
        return text.substring(0, Math.min(most, text.length()));
    }
}
