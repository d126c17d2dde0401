package io.turnout.hub.agenda;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.sheet.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns a table has.
 *
 * @param at columns by what they hold, counted from 0; several only of presenters
 * @param row the heading itself
 */
record TableHeader(Map<TableColumn, List<Integer>> at, Row row) {
    /** How far down a heading may stand, below titles and notes. */
    private static final int DEEPEST = 15;

    private static final Row NOTHING = new Row(0, List.of());

    TableHeader {
        at = Map.copyOf(at);
    }

    /** The first row that names a title and a start; empty with a problem where none does. */
    static Optional<TableHeader> find(List<Row> rows, Findings findings) {
        for (int i = 0; i < Math.min(DEEPEST, rows.size()); i++) {
            TableHeader header = read(rows.get(i), i == 0 ? NOTHING : rows.get(i - 1));
            if (header.has(TableColumn.TITLE) && header.has(TableColumn.START)) {
                return header.checked(findings);
            }
        }
        findings.problem(
                rows.isEmpty() ? 0 : rows.getFirst().number(),
                "",
                rows.isEmpty() ? "fault.schedule.empty" : "fault.schedule.heading");
        return Optional.empty();
    }

    boolean has(TableColumn column) {
        return at.containsKey(column);
    }

    /** The column, counted from 0, or the first of several; -1 for none. */
    int first(TableColumn column) {
        return at.getOrDefault(column, List.of(-1)).getFirst();
    }

    /** How a message names a column: {@code D (Start)}. */
    String place(int column) {
        String heading = AgendaText.oneLine(row.cell(column).text());
        return heading.isEmpty()
                ? Row.letter(column)
                : "%s (%s)".formatted(Row.letter(column), heading);
    }

    /** Columns that are only numbered belong to the heading above them, which spans them. */
    private static TableHeader read(Row row, Row above) {
        Map<TableColumn, List<Integer>> at = new EnumMap<>(TableColumn.class);
        String spanning = "";
        for (int column = 0; column < row.cells().size(); column++) {
            String heading = row.cell(column).text();
            String over = above.cell(column).text();
            spanning = over.isBlank() ? spanning : over;
            boolean numbered = heading.matches("[0-9]{1,2}");
            Optional<TableColumn> known = TableColumn.of(numbered ? spanning : heading);
            if (known.isPresent()
                    && (known.get() == TableColumn.PRESENTERS || !at.containsKey(known.get()))) {
                at.computeIfAbsent(known.get(), _ -> new ArrayList<>()).add(column);
            }
        }
        return new TableHeader(at, row);
    }

    private Optional<TableHeader> checked(Findings findings) {
        boolean named = has(TableColumn.ID) || has(TableColumn.GUID) || has(TableColumn.SLUG);
        if (!named) {
            findings.problem(row.number(), "", "fault.schedule.no-id-column");
        }
        return named ? Optional.of(this) : Optional.empty();
    }
}
