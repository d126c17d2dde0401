package io.turnout.hub.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a list, in the order that we write them. A file may have them in any order, below
 * titles and notes.
 */
public record Columns(List<Column> all) {
    /** How far down a heading may stand. */
    private static final int DEEPEST = 15;

    public Columns {
        all = List.copyOf(all);
    }

    /** These and more, but for those that have a heading of one before them. */
    public Columns and(List<Column> more) {
        List<Column> both = new ArrayList<>(all);
        for (Column column : more) {
            if (both.stream().noneMatch(before -> before.isHeaded(column.heading()))) {
                both.add(column);
            }
        }
        return new Columns(both);
    }

    /** What we write above them. */
    public List<String> headings() {
        return all.stream().map(Column::heading).toList();
    }

    /** How many of the columns a table heads. */
    public long matching(Table table) {
        return header(table).map(this::matching).orElse(0L);
    }

    /** The row that heads most of them, the first of several; empty where none heads any. */
    Optional<Row> header(Table table) {
        Row best = null;
        for (Row row : table.rows().subList(0, Math.min(DEEPEST, table.rows().size()))) {
            boolean better = best == null ? matching(row) > 0 : matching(row) > matching(best);
            best = better ? row : best;
        }
        return Optional.ofNullable(best);
    }

    Optional<Column> of(String heading) {
        return all.stream().filter(column -> column.isHeaded(heading)).findFirst();
    }

    private long matching(Row row) {
        return row.cells().stream().flatMap(cell -> of(cell.text()).stream()).distinct().count();
    }
}
