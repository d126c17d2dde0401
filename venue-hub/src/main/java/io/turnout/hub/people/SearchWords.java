package io.turnout.hub.people;

import io.turnout.protocol.badge.BadgeText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SearchWords() {}

    /**
     * What must all be the beginning of some word: of each, one of its spellings; nobody has one
     * without letters and digits. None at all: everybody is meant. A text that is a badge of ours
     * counts as one word, however it is spelled.
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
                .map(spellings -> spellings.stream().flatMap(one -> parts(one).limit(1)).toList())
                .toList();
    }

    /** The words of somebody; of {@code smith-jones} also the second half. */
    static Collection<String> of(Collection<String> texts) {
        Set<String> words = new LinkedHashSet<>();
        for (String text : texts) {
            for (String spelling : spellings(text)) {
                for (String word : spelling.split(" ", -1)) {
                    parts(word).forEach(part -> words.add(cut(part, LONGEST)));
                }
            }
        }
        return words.size() <= MOST_WORDS ? words : words.stream().limit(MOST_WORDS).toList();
    }

    /** What somebody is sorted by. */
    static String sortName(String familyName, String givenName) {
        String name = familyName + " " + givenName;
        return cut(
                isPlain(name) ? name.toLowerCase(Locale.ROOT).strip() : plain(name), LONGEST_NAME);
    }

    /** A word from each beginning of letters or digits in it on. */
    private static Stream<String> parts(String word) {
        List<String> parts = new ArrayList<>();
        boolean within = false;
        for (int i = 0; i < word.length(); i++) {
            char next = word.charAt(i);
            boolean part = Character.isLetterOrDigit(next) || Character.isSurrogate(next);
            if (part && !within) {
                parts.add(word.substring(i));
            }
            within = part;
        }
        return parts.stream();
    }

    private static List<String> spellings(String text) {
        if (isPlain(text)) { // most texts
            String small = text.toLowerCase(Locale.ROOT).strip();
            return small.isEmpty() ? List.of() : List.of(small);
        }
        String small = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        return Stream.of(plain(small), plain(replaced(small, UMLAUTS)))
                .filter(spelling -> !spelling.isEmpty())
                .distinct()
                .toList();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
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
