package io.turnout.hub.people;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.Note;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a list of who registered for which session: CSV in UTF-8, by comma or semicolon. Whether
 * the attendee and the session exist is for the caller to check.
 */
public final class RegistrationCsv {
    private static final CsvColumns COLUMNS =
            new CsvColumns(List.of("attendee", "session"), List.of());

    private RegistrationCsv() {}

    /** The header line that a list must have, for help texts. */
    public static String header() {
        return COLUMNS.header();
    }

    /**
     * Reads at most the limit of bytes, and one more to see that there are more.
     *
     * @throws IOException if the stream cannot be read; what it holds never throws
     */
    public static ImportResult<List<RegistrationRow>> parse(InputStream file) throws IOException {
        return parse(file.readNBytes(ImportLimits.DEFAULT.bytes() + 1));
    }

    /** As above, with the file at hand. */
    public static ImportResult<List<RegistrationRow>> parse(byte[] file) {
        return parse(file, ImportLimits.DEFAULT);
    }

    static ImportResult<List<RegistrationRow>> parse(byte[] file, ImportLimits limits) {
        Findings findings = new Findings(limits);
        List<RegistrationRow> registrations = new ArrayList<>();
        Map<Pair, Integer> seen = new HashMap<>();
        for (CsvRow row : new CsvTable(COLUMNS, findings, limits).read(file)) {
            Pair pair =
                    new Pair(row.required("attendee", findings), row.required("session", findings));
            Integer first = seen.putIfAbsent(pair, row.line());
            if (first != null) {
                findings.note(new Note(row.line(), "", "repeats line " + first + ", taken once"));
            } else if (pair.complete()) {
                registrations.add(pair.at(row.line()));
            }
        }
        return findings.result(() -> List.copyOf(registrations));
    }

    private record Pair(String attendee, String session) {
        boolean complete() {
            return !attendee.isEmpty() && !session.isEmpty();
        }

        RegistrationRow at(int line) {
            return new RegistrationRow(
                    line, new AttendeeNumber(attendee), new SessionReference(session));
        }
    }
}
