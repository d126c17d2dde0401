package io.turnout.protocol.settings;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Finds what a misspelt name was meant to be. */
final class Nearest {
    /** Longer names are no slip of a finger. */
    private static final int LONGEST = 80;

    private Nearest() {}

    /** The known name with the fewest letters changed; empty where more than a third would be. */
    static Optional<String> to(String name, Set<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(each -> distance(name, each) <= Math.max(2, name.length() / 3))
                .min(
                        Comparator.<String>comparingInt(each -> distance(name, each))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(diagonal + same, Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = best;
            }
        }
        return row[b.length()];
    }
}
