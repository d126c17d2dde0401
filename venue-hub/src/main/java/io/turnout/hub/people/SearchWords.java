package io.turnout.hub.people;

import io.turnout.protocol.badge.BadgeText;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people are found by: words in small letters without accents. An umlaut is also what is typed
 * where keyboards have none, so that {@code Mueller} finds Müller and the other way round.
 */
final class SearchWords {
    private static final int MOST_TERMS = 8;
    private static final int LONGEST_TERM = 100;
    private static final int LONGEST = 8_000;
    private static final int LONGEST_NAME = 200;
    private static final Map<String, String> LETTERS =
            Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ı", "i");
    private static final Map<String, String> UMLAUTS = Map.of("ä", "ae", "ö", "oe", "ü", "ue");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SearchWords() {}

    /**
     * What must all stand in the text of somebody: of each, one of its spellings. None: everybody
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
        return terms.map(term -> spellings(cut(term, LONGEST_TERM)))
                .filter(spellings -> !spellings.isEmpty())
                .limit(MOST_TERMS)
                .map(spellings -> spellings.stream().map(SearchWords::wantedTerm).toList())
                .toList();
    }

    /**
     * What somebody is found by, as one text. A blank stands before each word, and within it before
     * each part, so that {@code smith-jones} is also found by its second half.
     */
    static String of(Collection<String> texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            for (String spelling : spellings(text)) {
                if (!all.isEmpty()) {
                    all.append(' ');
                }
                addParts(spelling, all);
            }
        }
        return cut(all.toString(), LONGEST);
    }

    /** What somebody is sorted by. */
    static String sortName(String familyName, String givenName) {
        String name = familyName + " " + givenName;
        return cut(
                isPlain(name) ? name.toLowerCase(Locale.ROOT).strip() : plain(name), LONGEST_NAME);
    }

    /** The beginning of a word or of a part, or what stands between parts. */
    private static String wantedTerm(String spelling) {
        StringBuilder term = new StringBuilder();
        if (Character.isLetterOrDigit(spelling.charAt(0))) {
            term.append(' ');
        }
        addParts(spelling, term);
        return term.toString();
    }

    private static void addParts(String spelling, StringBuilder to) {
        boolean within = true;
        for (int i = 0; i < spelling.length(); i++) {
            char next = spelling.charAt(i);
            boolean part = Character.isLetterOrDigit(next);
            if (part && !within) {
                to.append(' ');
            }
            to.append(next);
            within = part || next == ' ';
        }
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
