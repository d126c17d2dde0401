package io.turnout.hub.people;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a list of attendees: CSV in UTF-8, by comma or semicolon, with a header in any order and
 * case. All columns but {@code badge} must be there, so that a forgotten column never empties what
 * the hub already holds.
 */
public final class AttendeeCsv {
    private static final CsvColumns COLUMNS =
            new CsvColumns(
                    List.of(
                            "number",
                            "family_name",
                            "given_name",
                            "email",
                            "licence_number",
                            "groups"),
                    List.of("badge"));
    private static final int MOST_GROUPS = 50;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final Findings findings;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> badges = new HashMap<>();

    private AttendeeCsv(Findings findings) {
        this.findings = findings;
    }

    /** The header line that a list must have, for help texts. */
    public static String header() {
        return COLUMNS.header();
    }

    /**
     * Reads at most the limit of bytes, and one more to see that there are more.
     *
     * @throws IOException if the stream cannot be read; what it holds never throws
     */
    public static ImportResult<List<AttendeeRow>> parse(InputStream file) throws IOException {
        return parse(file.readNBytes(ImportLimits.DEFAULT.bytes() + 1));
    }

    /** As above, with the file at hand. */
    public static ImportResult<List<AttendeeRow>> parse(byte[] file) {
        return parse(file, ImportLimits.DEFAULT);
    }

    static ImportResult<List<AttendeeRow>> parse(byte[] file, ImportLimits limits) {
        Findings findings = new Findings(limits);
        AttendeeCsv list = new AttendeeCsv(findings);
        List<AttendeeRow> attendees = new ArrayList<>();
        for (CsvRow row : new CsvTable(COLUMNS, findings, limits).read(file)) {
            list.attendee(row).ifPresent(attendees::add);
        }
        return findings.result(() -> List.copyOf(attendees));
    }

    private Optional<AttendeeRow> attendee(CsvRow row) {
        String number = row.required("number", findings);
        checkUnique(row, "number", numbers);
        checkUnique(row, "badge", badges);
        checkNamed(row);
        checkEmail(row);
        List<String> groups = groups(row);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new AttendeeRow(
                        row.line(),
                        new AttendeeNumber(number),
                        row.cell("family_name"),
                        row.cell("given_name"),
                        row.cell("email"),
                        row.cell("licence_number"),
                        groups,
                        Optional.of(row.cell("badge")).filter(badge -> !badge.isEmpty())));
    }

    private void checkUnique(CsvRow row, String column, Map<String, Integer> seen) {
        String value = row.cell(column);
        Integer first = value.isEmpty() ? null : seen.putIfAbsent(value, row.line());
        if (first != null) {
            findings.problem(
                    new Problem(
                            row.line(),
                            column,
                            "%s is used before, at line %d"
                                    .formatted(Findings.quoted(value), first),
                            "Each attendee has a %s of their own".formatted(column)));
        }
    }

    /** Some people have one name only. */
    private void checkNamed(CsvRow row) {
        if (row.cell("family_name").isEmpty() && row.cell("given_name").isEmpty()) {
            findings.problem(
                    new Problem(
                            row.line(),
                            "family_name",
                            "family_name and given_name are both empty",
                            "Give at least one name"));
        }
    }

    private void checkEmail(CsvRow row) {
        String email = row.cell("email");
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            findings.problem(
                    new Problem(
                            row.line(),
                            "email",
                            "no e-mail address: " + Findings.quoted(email),
                            "Write one address as name@example.org, or leave it empty"));
        }
    }

    private List<String> groups(CsvRow row) {
        List<String> groups =
                Stream.of(row.cell("groups").split(";"))
                        .map(String::strip)
                        .filter(group -> !group.isEmpty())
                        .distinct()
                        .toList();
        if (groups.size() > MOST_GROUPS) {
            findings.problem(
                    new Problem(
                            row.line(),
                            "groups",
                            "more than %d groups".formatted(MOST_GROUPS),
                            "Put fewer into one cell, with semicolons between them"));
        }
        return groups;
    }
}
