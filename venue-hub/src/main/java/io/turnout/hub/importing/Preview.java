package io.turnout.hub.importing;

import java.util.List;
import java.util.Objects;

/**
 * What the rows of a list would do, as people read it. Of a long list, only the rows that a page
 * has room for are kept.
 *
 * @param lines the first rows that are new or change something, in the file's order
 * @param unchanged how many rows say what there is already
 * @param added how many rows are new
 * @param changed how many rows change something
 * @param mark differs where taking the file would do something else than was shown
 */
public record Preview(List<Line> lines, int unchanged, long added, long changed, String mark) {
    private static final int MOST_SHOWN = 500;

    /** Of a file that is not taken. */
    public static final Preview NOTHING = new Preview(List.of(), 0);

    public Preview {
        lines = List.copyOf(lines);
    }

    /**
     * @param all rows that are new or change something
     */
    public Preview(List<Line> all, int unchanged) {
        this(
                all.subList(0, Math.min(MOST_SHOWN, all.size())),
                unchanged,
                all.stream().filter(Line::isNew).count(),
                all.stream().filter(line -> !line.isNew()).count(),
                Integer.toHexString(Objects.hash(all, unchanged)));
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

    /** How many rows do something. */
    public long effective() {
        return added + changed;
    }
}
