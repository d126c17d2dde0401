package io.turnout.hub.people;

import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.sheet.Column;
import io.turnout.hub.sheet.Columns;
import io.turnout.hub.sheet.ListReader;
import io.turnout.hub.sheet.ListRow;
import io.turnout.hub.sheet.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a list of attendees with a header in any order and case. All columns but {@code badge} and
 * those of the event's own fields must be there, so that a forgotten column never empties what the
 * hub already holds.
 */
final class AttendeeList {
    static final String NUMBER = "number";
    static final String FAMILY_NAME = "family_name";
    static final String GIVEN_NAME = "given_name";
    static final String EMAIL = "email";
    static final String LICENCE_NUMBER = "licence_number";
    static final String GROUPS = "groups";
    static final String BADGE = "badge";

    /** Those of every event. */
    static final Columns COLUMNS =
            new Columns(
                    EventSettings.COLUMNS.stream()
                            .map(name ->
                                    new Column(
                                            name,
                                            List.of(name),
                                            !name.equals(BADGE),
                                            Column.Cells.LINE))
                            .toList());

    private static final int MOST_GROUPS = 50;
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final List<String> ownFields;
    private final Findings findings;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> badges = new HashMap<>();

    private AttendeeList(List<String> ownFields, Findings findings) {
        this.ownFields = ownFields;
        this.findings = findings;
    }

    /**
     * Those of an event: one of its own fields never takes the place of a column of every event.
     */
    static Columns columns(List<String> ownFields) {
        return COLUMNS.and(
                ownFields.stream()
                        .map(name ->
                                new Column(
                                        EventSettings.OWN + name,
                                        List.of(name),
                                        false,
                                        Column.Cells.LINE))
                        .toList());
    }

    /** The own fields that a list has columns for. */
    static List<String> ownColumns(List<String> ownFields) {
        List<String> columns = columns(ownFields).all().stream().map(Column::name).toList();
        return ownFields.stream()
                .filter(name -> columns.contains(EventSettings.OWN + name))
                .toList();
    }

    /**
     * The attendees of a table; of use only if the findings are clean.
     *
     * @param ownFields the names of those of the event
     */
    static List<AttendeeRow> read(Table table, List<String> ownFields, Findings findings) {
        AttendeeList list = new AttendeeList(ownFields, findings);
        List<AttendeeRow> attendees = new ArrayList<>();
        for (ListRow row : ListReader.read(table, columns(ownFields), findings)) {
            list.attendee(row).ifPresent(attendees::add);
        }
        return attendees;
    }

    private Optional<AttendeeRow> attendee(ListRow row) {
        String number = row.required(NUMBER, findings);
        checkUnique(row, NUMBER, numbers);
        checkUnique(row, BADGE, badges);
        checkNamed(row);
        checkEmail(row);
        List.of(NUMBER, LICENCE_NUMBER, BADGE).forEach(column -> noteNumber(row, column));
        List<String> groups = groups(row);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new AttendeeRow(
                        row.number(),
                        new AttendeeNumber(number),
                        row.text(FAMILY_NAME),
                        row.text(GIVEN_NAME),
                        row.text(EMAIL),
                        row.text(LICENCE_NUMBER),
                        groups,
                        own(row),
                        Optional.of(row.text(BADGE)).filter(badge -> !badge.isEmpty()),
                        row.place(BADGE)));
    }

    private Map<String, String> own(ListRow row) {
        Map<String, String> own = new HashMap<>();
        for (String name : ownFields) {
            String column = EventSettings.OWN + name;
            if (row.has(column)) {
                noteNumber(row, column);
                own.put(name, row.text(column));
            }
        }
        return own;
    }

    private void checkUnique(ListRow row, String column, Map<String, Integer> seen) {
        String value = row.text(column);
        Integer first = value.isEmpty() ? null : seen.putIfAbsent(value, row.number());
        if (first != null) {
            findings.problem(
                    row.number(), row.place(column), "fault.twice", Findings.quoted(value), first);
        }
    }

    /** Some people have one name only. */
    private void checkNamed(ListRow row) {
        if (row.text(FAMILY_NAME).isEmpty() && row.text(GIVEN_NAME).isEmpty()) {
            findings.problem(row.number(), row.place(FAMILY_NAME), "fault.no-name");
        }
    }

    private void checkEmail(ListRow row) {
        String email = row.text(EMAIL);
        if (!email.isEmpty() && !ADDRESS.matcher(email).matches()) {
            findings.problem(row.number(), row.place(EMAIL), "fault.email", Findings.quoted(email));
        }
    }

    /** A number of a spreadsheet has lost its leading zeros, if it had any. */
    private void noteNumber(ListRow row, String column) {
        if (row.isNumber(column)) {
            findings.note(
                    row.number(),
                    row.place(column),
                    "lists.number",
                    Findings.quoted(row.text(column)));
        }
    }

    private List<String> groups(ListRow row) {
        List<String> groups =
                Stream.of(row.text(GROUPS).split(";"))
                        .map(String::strip)
                        .filter(group -> !group.isEmpty())
                        .distinct()
                        .toList();
        if (groups.size() > MOST_GROUPS) {
            findings.problem(row.number(), row.place(GROUPS), "fault.groups", MOST_GROUPS);
        }
        return groups;
    }
}
