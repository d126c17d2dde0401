package io.turnout.hub.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The words of neighbours by id, by what the words begin with: in each shelf a line for each of
 * them who has such words, the id and the words.
 */
final class SearchBlock {
    /** Shelves of letters and digits of ASCII are their own; the others share some. */
    private static final int ASCII = 128;

    private static final int OTHERS = 32;

    /** How many shelves there can be, counted from 0. */
    static final int SHELVES = ASCII + OTHERS;

    private final Map<Integer, String> before = new TreeMap<>();
    private final Map<Integer, SortedMap<Long, String>> now = new TreeMap<>();

    /** Where words stand that begin as this one does. */
    static int shelf(String word) {
        int first = word.codePointAt(0);
        return first < ASCII ? first : ASCII + first % OTHERS;
    }

    /** What a shelf has; those who are written anew lose what they have there. */
    void take(int shelf, String lines, Set<Long> anew) {
        before.put(shelf, lines);
        lines.lines()
                .forEach(line -> {
                    int end = line.indexOf(' ');
                    long id = Long.parseLong(line, 0, end, 10);
                    if (!anew.contains(id)) {
                        lines(shelf).put(id, line.substring(end));
                    }
                });
    }

    void put(long id, Collection<String> words) {
        for (String word : words) {
            lines(shelf(word)).merge(id, " " + word, String::concat);
        }
    }

    /** The shelves that were there and are not so any more. */
    List<Integer> gone() {
        return before.keySet().stream()
                .filter(shelf -> !text(shelf).equals(before.get(shelf)))
                .toList();
    }

    /** The shelves to write, with what they have now. */
    List<Map.Entry<Integer, String>> written() {
        List<Map.Entry<Integer, String>> written = new ArrayList<>();
        for (int shelf : new TreeSet<>(now.keySet())) {
            String text = text(shelf);
            if (!text.isEmpty() && !text.equals(before.get(shelf))) {
                written.add(Map.entry(shelf, text));
            }
        }
        return written;
    }

    private SortedMap<Long, String> lines(int shelf) {
        return now.computeIfAbsent(shelf, _ -> new TreeMap<>());
    }

    private String text(int shelf) {
        StringBuilder text = new StringBuilder();
        lines(shelf).forEach((id, words) -> text.append(id).append(words).append('\n'));
        return text.toString();
    }
}
