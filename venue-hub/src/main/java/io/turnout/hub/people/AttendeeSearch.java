package io.turnout.hub.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the words by which attendees are found as attendees and badges are. Whoever changes one
 * says so by {@link #forget}, or sets {@code attendee.search} to null; the words are made anew in
 * the same transaction, or at the latest before the next search.
 */
final class AttendeeSearch {
    private AttendeeSearch() {}

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
            List<Indexed> indexed =
                    behind.entrySet().stream()
                            .map(entry -> indexed(entry.getKey(), entry.getValue()))
                            .toList();
            write(handle, event, indexed);
        }
    }

    /** Somebody changed: their words are made anew. */
    static void forget(Handle handle, long attendee) {
        handle.execute("UPDATE attendee SET search = NULL WHERE id = ?", attendee);
    }

    /** Somebody is about to be removed. */
    static void erase(Handle handle, long attendee) {
        handle.createQuery("SELECT event, words FROM attendee WHERE id = ?")
                .bind(0, attendee)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .findOne()
                .ifPresent(found ->
                        remove(
                                handle,
                                found.getKey(),
                                split(found.getValue()).stream()
                                        .map(word -> new Word(word, attendee))));
    }

    private record Word(String word, long attendee) {}

    private record Texts(String name, String before, Set<String> all) {}

    private record Indexed(long attendee, String name, List<String> before, List<String> now) {
        Stream<Word> gone() {
            Set<String> kept = new HashSet<>(now);
            return before.stream().filter(w -> !kept.contains(w)).map(w -> new Word(w, attendee));
        }

        Stream<Word> added() {
            Set<String> kept = new HashSet<>(before);
            return now.stream().filter(w -> !kept.contains(w)).map(w -> new Word(w, attendee));
        }
    }

    private static Map<Long, Texts> behind(Handle handle, String event) {
        Map<Long, Texts> behind = new TreeMap<>();
        handle.createQuery(
                        """
                        SELECT id, words, number, family_name, given_name, email, licence_number
                        FROM attendee WHERE event = ? AND search IS NULL
                        """)
                .bind(0, event)
                .map((row, _) -> {
                    Set<String> all = new LinkedHashSet<>();
                    for (int column = 3; column <= 7; column++) {
                        all.add(row.getString(column));
                    }
                    String name = SearchWords.sortName(row.getString(4), row.getString(5));
                    return Map.entry(row.getLong(1), new Texts(name, row.getString(2), all));
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

    private static Indexed indexed(long attendee, Texts texts) {
        return new Indexed(
                attendee, texts.name(), split(texts.before()), SearchWords.of(texts.all()));
    }

    private static List<String> split(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
    }

    /** Many words go in by their order: each page of the index is then written once. */
    private static void write(Handle handle, String event, List<Indexed> indexed) {
        remove(handle, event, indexed.stream().flatMap(Indexed::gone));
        List<Word> added = new ArrayList<>(indexed.stream().flatMap(Indexed::added).toList());
        added.sort(Comparator.comparing(Word::word).thenComparingLong(Word::attendee));
        Batches.run(
                handle,
                "INSERT INTO attendee_word (event, word, attendee) VALUES (?, ?, ?)",
                added.stream().map(word -> Batches.row(event, word.word(), word.attendee())));
        Batches.run(
                handle,
                "UPDATE attendee SET sort_name = ?, words = ?, search = '' WHERE id = ?",
                indexed.stream()
                        .map(one ->
                                Batches.row(
                                        one.name(), String.join(" ", one.now()), one.attendee())));
    }

    private static void remove(Handle handle, String event, Stream<Word> words) {
        Batches.run(
                handle,
                "DELETE FROM attendee_word WHERE event = ? AND word = ? AND attendee = ?",
                words.map(word -> Batches.row(event, word.word(), word.attendee())));
    }
}
