package io.turnout.hub.people;

import io.turnout.protocol.badge.BadgeText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people are found by: words in small letters without accents. An umlaut is also what is typed
 * where keyboards have none, so that {@code Mueller} finds Müller and the other way round.
 */
final class SearchWords {
    private static final int MOST_TERMS = 8;
    private static final int MOST_WORDS = 200;
    private static final int LONGEST = 100;
    private static final int LONGEST_NAME = 200;
    private static final Map<String, String> LETTERS =
            Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ı", "i");
    private static final Map<String, String> UMLAUTS = Map.of("ä", "ae", "ö", "oe", "ü", "ue");
    private static final Pattern PLAIN = Pattern.compile("[!-~]*( [!-~]+)* ?");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern PARTS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private SearchWords() {}

    /**
     * What all must be the beginning of some word: of each, one of its spellings. None: everybody
     * is meant. A text that is a badge of ours counts as one word, however it is spelled.
     */
    static List<List<String>> wanted(String query) {
        Stream<String> terms =
                switch (BadgeText.read(query)) {
                    case BadgeText.Reading.Unsigned(var code) -> Stream.of(code.text());
                    case BadgeText.Reading.Signed(var code) ->
                            Stream.of(code.claim().code().text());
                    case BadgeText.Reading.Other(_, _), BadgeText.Reading.Unreadable() ->
                            Arrays.stream(SPACES.matcher(query).replaceAll(" ").split(" ", -1));
                };
        return terms.map(term -> spellings(cut(term, LONGEST)))
                .filter(spellings -> !spellings.isEmpty())
                .limit(MOST_TERMS)
                .toList();
    }

    /**
     * The words of somebody, in order; of {@code smith-jones} also the second half. A word that
     * another one begins with is left out: whatever finds it finds the other.
     */
    static List<String> of(Collection<String> texts) {
        SortedSet<String> words = new TreeSet<>();
        for (String text : texts) {
            for (String spelling : spellings(text)) {
                for (String word : spelling.split(" ", -1)) {
                    words.add(cut(word, LONGEST));
                    for (String part : PARTS.split(word, -1)) {
                        words.add(cut(part, LONGEST));
                    }
                }
            }
        }
        return withoutBeginnings(words).stream().limit(MOST_WORDS).toList();
    }

    /** What somebody is sorted by. */
    static String sortName(String familyName, String givenName) {
        return cut(plain(familyName + " " + givenName), LONGEST_NAME);
    }

    private static List<String> withoutBeginnings(SortedSet<String> words) {
        List<String> kept = new ArrayList<>();
        String before = "";
        for (String word : words) {
            if (!word.startsWith(before)) {
                kept.add(before);
            }
            before = word;
        }
        kept.add(before);
        kept.removeIf(String::isEmpty);
        return kept;
    }

    private static List<String> spellings(String text) {
        if (PLAIN.matcher(text).matches()) { // most texts
            return text.isBlank() ? List.of() : List.of(text.toLowerCase(Locale.ROOT).strip());
        }
        String small = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        return Stream.of(plain(small), plain(replaced(small, UMLAUTS)))
                .filter(spelling -> !spelling.isEmpty())
                .distinct()
                .toList();
    }

    private static String plain(String text) {
        String letters = replaced(text.toLowerCase(Locale.ROOT), LETTERS);
        String bare =
                MARKS.matcher(Normalizer.normalize(letters, Normalizer.Form.NFKD)).replaceAll("");
        return SPACES.matcher(bare).replaceAll(" ").strip();
    }

    private static String replaced(String text, Map<String, String> letters) {
        String replaced = text;
        for (Map.Entry<String, String> letter : letters.entrySet()) {
            replaced = replaced.replace(letter.getKey(), letter.getValue());
        }
        return replaced;
    }

    private static String cut(String text, int most) {
        return text.substring(0, Math.min(most, text.length()));
    }
}
