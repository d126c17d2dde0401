package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.reports.Conflict.Entry;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.store.Database;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The conflict report: one row for each pair of entries, by time. Thread-safe. */
public final class ConflictExport {
    private static final List<String> WHO =
            List.of("conflict", "attendee", "family_name", "given_name", "badge", "decided_by");
    private static final List<String> ENTRY =
            List.of(
                    "session",
                    "session_title",
                    "room",
                    "unit",
                    "number",
                    "time",
                    "time_utc",
                    "online");

    private final Database database;
    private final ConflictQueries queries = new ConflictQueries();

    public ConflictExport(Database database) {
        this.database = database;
    }

    /** Writes the report; it is complete if this returns. Does not close the stream. */
    public void write(EventFacts event, OutputStream out) {
        CsvSheet sheet = CsvSheet.marked(out, columns());
        database.read(handle -> {
            queries.all(handle, event.id().value())
                    .forEach(conflict -> sheet.row(cells(conflict, event.zone())));
            return true;
        });
        sheet.finish();
    }

    private static List<String> columns() {
        return Stream.of(
                        WHO.stream(),
                        ENTRY.stream().map(name -> "counts_" + name),
                        ENTRY.stream().map(name -> "other_" + name))
                .flatMap(names -> names)
                .toList();
    }

    private static List<String> cells(Conflict conflict, ZoneId zone) {
        List<String> cells =
                new ArrayList<>(
                        List.of(
                                conflict.kind(),
                                conflict.number(),
                                conflict.familyName(),
                                conflict.givenName(),
                                conflict.code(),
                                conflict.sameTime() ? "name" : "time"));
        cells.addAll(cells(conflict.counts(), zone));
        cells.addAll(cells(conflict.other(), zone));
        return cells;
    }

    private static List<String> cells(Entry entry, ZoneId zone) {
        Instant at = Instant.ofEpochMilli(entry.atMs());
        return List.of(
                entry.session(),
                entry.title(),
                entry.room(),
                entry.unit(),
                String.valueOf(entry.number()),
                Cells.local(at, zone),
                Cells.utc(at),
                Cells.yesNo(entry.online()));
    }
}
