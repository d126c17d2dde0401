package io.turnout.hub.sheet;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.web.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The heading of a list.
 *
 * @param at its columns by their place, counted from 0
 */
record Heading(Row row, Map<Integer, Column> at) {
    private static final int MOST_TOLD = 10;

    Heading {
        at = Map.copyOf(at);
    }

    /** Finds it; empty after one problem that tells all that is wrong with it. */
    static Optional<Heading> find(Table table, Columns columns, Findings findings) {
        Words words = findings.words();
        if (table.rows().isEmpty()) {
            wrong(0, words.get("fault.empty"), columns, findings);
            return Optional.empty();
        }
        Row row = columns.header(table).orElse(table.rows().getFirst());
        List<String> faults = faults(row, columns, words);
        if (!faults.isEmpty()) {
            wrong(row.number(), String.join("; ", faults), columns, findings);
            return Optional.empty();
        }
        Map<Integer, Column> at = new TreeMap<>();
        for (int place = 0; place < row.cells().size(); place++) {
            Optional<Column> column = columns.of(row.cell(place).text());
            if (column.isPresent()) {
                at.put(place, column.get());
            }
        }
        return Optional.of(new Heading(row, at));
    }

    /** There is nothing below it. */
    static void noRows(Heading heading, Columns columns, Findings findings) {
        wrong(heading.row().number(), findings.words().get("fault.no-rows"), columns, findings);
    }

    /** How a message names a column: {@code D (Start)}. */
    String place(int column) {
        String heading = row.cell(column).text().strip();
        String letter = Row.letter(column);
        return heading.isEmpty() ? letter : "%s (%s)".formatted(letter, heading);
    }

    private static List<String> faults(Row row, Columns columns, Words words) {
        List<String> headings =
                row.cells().stream()
                        .map(cell -> cell.text().strip())
                        .filter(h -> !h.isEmpty())
                        .toList();
        List<Column> found = headings.stream().flatMap(h -> columns.of(h).stream()).toList();
        List<String> faults = new ArrayList<>();
        fault(
                faults,
                words,
                "fault.missing",
                columns.all().stream()
                        .filter(column -> column.required() && !found.contains(column))
                        .map(Column::heading)
                        .toList());
        fault(
                faults,
                words,
                "fault.unknown",
                headings.stream().filter(h -> columns.of(h).isEmpty()).distinct().toList());
        fault(
                faults,
                words,
                "fault.repeated",
                found.stream()
                        .filter(one -> found.indexOf(one) != found.lastIndexOf(one))
                        .distinct()
                        .map(Column::heading)
                        .toList());
        return faults;
    }

    private static void fault(List<String> faults, Words words, String key, List<String> names) {
        if (!names.isEmpty()) {
            String told =
                    names.stream()
                            .limit(MOST_TOLD)
                            .map(Findings::quoted)
                            .collect(Collectors.joining(", "));
            faults.add(words.get(key, names.size() > MOST_TOLD ? told + " …" : told));
        }
    }

    private static void wrong(int row, String reason, Columns columns, Findings findings) {
        Words words = findings.words();
        String headings = String.join(", ", columns.headings());
        findings.problem(
                new Problem(
                        row,
                        words.get("fault.heading"),
                        reason,
                        words.get("fault.heading.fix", headings)));
    }
}
