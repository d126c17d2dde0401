package io.turnout.hub.sheet;

import java.util.List;
import java.util.Locale;

/**
 * A column of a list.
 *
 * @param name by which whoever reads the list asks for it
 * @param headings what may stand above it, in any case; the first is what we write
 * @param cells what its cells may hold
 */
public record Column(String name, List<String> headings, boolean required, Cells cells) {
    public Column {
        headings = List.copyOf(headings);
    }

    /** What the cells of a column may hold. */
    public enum Cells {
        /** Any text; whoever reads it looks at it. */
        ANY,
        /** One line without control characters, of a thousand characters at most. */
        LINE
    }

    /** The first heading. */
    public String heading() {
        return headings.getFirst();
    }

    boolean isHeaded(String heading) {
        return headings.stream().anyMatch(known -> isSame(known, heading));
    }

    /** Whether two headings are of the same column: case, blanks and underscores do not matter. */
    public static boolean isSame(String heading, String other) {
        return bare(heading).equals(bare(other));
    }

    private static String bare(String heading) {
        return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_\\p{Z}]+", " ");
    }
}
