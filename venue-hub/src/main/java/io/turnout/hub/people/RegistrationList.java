package io.turnout.hub.people;

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

/**
 * Reads a list of who registered for which session. Whether the attendee and the session exist is
 * for the caller to check.
 */
final class RegistrationList {
    static final String ATTENDEE = "attendee";
    static final String SESSION = "session";

    static final Columns COLUMNS =
            new Columns(
                    List.of(
                            new Column(ATTENDEE, List.of(ATTENDEE), true, Column.Cells.LINE),
                            new Column(SESSION, List.of(SESSION), true, Column.Cells.LINE)));

    private RegistrationList() {}

    /** The registrations of a table; of use only if the findings are clean. */
    static List<RegistrationRow> read(Table table, Findings findings) {
        List<RegistrationRow> registrations = new ArrayList<>();
        Map<Pair, Integer> seen = new HashMap<>();
        for (ListRow row : ListReader.read(table, COLUMNS, findings)) {
            Pair pair = new Pair(row.required(ATTENDEE, findings), row.required(SESSION, findings));
            Integer first = seen.putIfAbsent(pair, row.number());
            if (first != null) {
                findings.note(row.number(), "", "lists.repeats", first);
            } else if (pair.complete()) {
                registrations.add(pair.at(row));
            }
        }
        return registrations;
    }

    private record Pair(String attendee, String session) {
        boolean complete() {
            return !attendee.isEmpty() && !session.isEmpty();
        }

        RegistrationRow at(ListRow row) {
            return new RegistrationRow(
                    row.number(),
                    new AttendeeNumber(attendee),
                    new SessionReference(session),
                    new RegistrationRow.Places(row.place(ATTENDEE), row.place(SESSION)));
        }
    }
}
