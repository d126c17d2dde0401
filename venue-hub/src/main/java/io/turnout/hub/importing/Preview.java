package io.turnout.hub.importing;

import java.util.List;
import java.util.Objects;

/**
 * What the rows of a list would do, as people read it.
 *
 * @param lines rows that are new or change something, in the file's order
 * @param unchanged how many rows say what there is already
 */
public record Preview(List<Line> lines, int unchanged) {
    /** Of a file that is not taken. */
    public static final Preview NOTHING = new Preview(List.of(), 0);

    private static final int MOST_SHOWN = 500;

    public Preview {
        lines = List.copyOf(lines);
    }

    /**
     * A row that does something.
     *
     * @param row as the spreadsheet counts; in CSV the line where it begins
     * @param name of what the row is about
     * @param isNew whether the hub does not know it yet
     * @param changes field by field; of something new, what it begins with
     */
    public record Line(int row, String name, boolean isNew, List<Change> changes) {
        public Line {
            changes = List.copyOf(changes);
        }
    }

    /** What becomes of a field. */
    public record Change(String field, String before, String after) {}

    public long added() {
        return lines.stream().filter(Line::isNew).count();
    }

    public long changed() {
        return lines.size() - added();
    }

    /** The lines that a page has room for. */
    public List<Line> shown() {
        return lines.subList(0, Math.min(MOST_SHOWN, lines.size()));
    }

    /** Differs where taking the file would do something else than was shown. */
    public String mark() {
        return Integer.toHexString(Objects.hash(lines, unchanged));
    }
}
