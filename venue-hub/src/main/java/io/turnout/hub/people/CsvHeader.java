package io.turnout.hub.people;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;

/** Reads a list's header: any order, any case. */
final class CsvHeader {

    private static final int MOST = 100;

    private CsvHeader() {}

    /** Names of the columns in the file's order; empty after one problem that tells all faults. */
    static List<String> read(CSVRecord row, int line, CsvColumns columns, Findings findings) {
        List<String> names =
                row.stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
        List<String> faults = new ArrayList<>();
        if (row.size() > MOST) {
            faults.add("more than %d columns".formatted(MOST));
            return refused(line, columns, faults, findings);
        }
        fault(
                faults,
                "missing column",
                columns.required().stream().filter(name -> !names.contains(name)).toList());
        fault(
                faults,
                "unknown column",
                names.stream().filter(name -> !columns.knows(name)).distinct().toList());
        fault(
                faults,
                "repeated column",
                names.stream()
                        .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                        .distinct()
                        .toList());
        return faults.isEmpty() ? names : refused(line, columns, faults, findings);
    }

    private static List<String> refused(
            int line, CsvColumns columns, List<String> faults, Findings findings) {
        findings.problem(
                new Problem(
                        line,
                        "header",
                        String.join("; ", faults),
                        "The header line is " + Findings.quoted(columns.header())));
        return List.of();
    }

    private static void fault(List<String> faults, String what, List<String> names) {
        if (!names.isEmpty()) {
            List<String> told = names.stream().limit(10).map(Findings::quoted).toList();
            String more = names.size() > told.size() ? " and more" : "";
            faults.add(what + " " + String.join(", ", told) + more);
        }
    }
}
