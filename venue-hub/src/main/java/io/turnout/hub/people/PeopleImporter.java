package io.turnout.hub.people;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.Importer;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.people.PeoplePlan.Kind;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import io.turnout.hub.sheet.Table;
import io.turnout.hub.store.Database;
import java.util.List;

/** Lists of attendees and of registrations as a page takes them. Thread-safe. */
public record PeopleImporter(
        Database database, AttendeeImport attendees, RegistrationImport registrations)
        implements Importer<PeoplePlan> {

    @Override
    public ImportResult<PeoplePlan> preview(Asked asked, byte[] file) {
        EventFacts event = EventFacts.require(database, asked.event());
        Findings findings = asked.findings();
        return Sheets.read(file, SheetLimits.LIST, findings)
                .map(table -> preview(event, table, findings))
                .orElseGet(() ->
                        findings.result(() -> new PeoplePlan(Kind.ATTENDEES, Preview.NOTHING)));
    }

    @Override
    public String mark(PeoplePlan plan) {
        return plan.preview().mark();
    }

    @Override
    public ImportResult<Taken> take(Asked asked, byte[] file, PeoplePlan shown) {
        EventFacts event = EventFacts.require(database, asked.event());
        Findings findings = asked.findings();
        ImportResult<PeopleCounts> result =
                Sheets.read(file, SheetLimits.LIST, findings)
                        .map(table -> run(event, table, findings, asked.who()))
                        .orElseGet(() -> findings.result(() -> PeopleCounts.NONE));
        boolean isAttendees = shown.kind() == Kind.ATTENDEES;
        return result.map(counts ->
                new Taken(
                        "/events/" + event.id() + "/people",
                        isAttendees ? "done.attendees" : "done.registrations",
                        List.of(counts.added(), counts.changed())));
    }

    private ImportResult<PeoplePlan> preview(EventFacts event, Table table, Findings findings) {
        Kind kind = kind(table);
        ImportResult<Preview> result =
                switch (kind) {
                    case ATTENDEES -> attendees.preview(event, table, findings);
                    case REGISTRATIONS -> registrations.preview(event, table, findings);
                };
        return result.map(preview -> new PeoplePlan(kind, preview));
    }

    private ImportResult<PeopleCounts> run(
            EventFacts event, Table table, Findings findings, String who) {
        return switch (kind(table)) {
            case ATTENDEES -> attendees.run(event, table, findings, who);
            case REGISTRATIONS -> registrations.run(event, table, findings, who);
        };
    }

    private static Kind kind(Table table) {
        boolean registrations =
                RegistrationList.COLUMNS.matching(table) > AttendeeList.COLUMNS.matching(table);
        return registrations ? Kind.REGISTRATIONS : Kind.ATTENDEES;
    }
}
