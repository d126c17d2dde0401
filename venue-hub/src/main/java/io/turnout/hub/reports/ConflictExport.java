package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.reports.Conflict.Entry;
import io.turnout.hub.sheet.RowWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The conflict report: one row for each pair of entries, by time. */
final class ConflictExport implements Report {
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

    private final ConflictQueries queries = new ConflictQueries();

    @Override
    public String name() {
        return "conflicts";
    }

    @Override
    public List<String> columns() {
        return Stream.of(
                        WHO.stream(),
                        ENTRY.stream().map(name -> "counts_" + name),
                        ENTRY.stream().map(name -> "other_" + name))
                .flatMap(names -> names)
                .toList();
    }

    @Override
    public void rows(Handle handle, Asked asked, RowWriter out) {
        EventFacts event = asked.event();
        queries.all(handle, event, asked.filter())
                .forEach(conflict -> out.row(cells(conflict, event.zone())));
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
