package io.turnout.hub.people;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import io.turnout.hub.sheet.Table;
import io.turnout.hub.store.Database;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes a list of attendees into an event, by their numbers: all of it in one transaction, or
 * nothing. Fields and groups become what the list says; a badge that it names is added to those the
 * attendee has, and one that was revoked stays so. Attendees that the list lacks stay. Thread-safe.
 */
public final class AttendeeImport {
    private final Database database;
    private final Audit audit;
    private final EventChanged changed;

    public AttendeeImport(Database database, Audit audit, EventChanged changed) {
        this.database = database;
        this.audit = audit;
        this.changed = changed;
    }

    /**
     * Imports.
     *
     * @param file CSV or .xlsx with the columns of {@link AttendeeList#columns}
     * @param who for the audit
     */
    public ImportResult<PeopleCounts> run(EventFacts event, byte[] file, String who) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        return Sheets.read(file, SheetLimits.LIST, findings)
                .map(table -> run(event, table, findings, who))
                .orElseGet(() -> findings.result(() -> PeopleCounts.NONE));
    }

    ImportResult<PeopleCounts> run(EventFacts event, Table table, Findings findings, String who) {
        List<ListedAttendee> listed = listed(event, table, findings);
        if (!findings.clean()) {
            return findings.result(() -> PeopleCounts.NONE);
        }
        findings.progress().begin(Progress.Stage.COMPARING, 0);
        ImportResult<PeopleCounts> result =
                database.write(handle -> write(handle, event, listed, findings, who));
        if (result instanceof Imported<PeopleCounts> done && done.value().wrote()) {
            changed.happened(event.id());
        }
        return result;
    }

    /** What importing would do, without doing it. */
    ImportResult<Preview> preview(EventFacts event, Table table, Findings findings) {
        List<ListedAttendee> listed = listed(event, table, findings);
        if (!findings.clean()) {
            return findings.result(() -> Preview.NOTHING);
        }
        findings.progress().begin(Progress.Stage.COMPARING, 0);
        return database.read(handle -> {
            AttendeeChanges changes = new AttendeeChanges(new AttendeeTables(handle, event));
            changes.find(listed, findings);
            return findings.result(() -> changes.preview(findings.words()));
        });
    }

    /** Hashes badges before the transaction, so that scans need not wait for it. */
    private static List<ListedAttendee> listed(EventFacts event, Table table, Findings findings) {
        List<AttendeeRow> rows = AttendeeList.read(table, event.ownFields(), findings);
        return findings.clean() ? new BadgeColumn(event, findings).read(rows) : List.of();
    }

    private ImportResult<PeopleCounts> write(
            Handle handle,
            EventFacts event,
            List<ListedAttendee> listed,
            Findings findings,
            String who) {
        AttendeeChanges changes = new AttendeeChanges(new AttendeeTables(handle, event));
        changes.find(listed, findings);
        return findings.result(() -> {
            PeopleCounts counts = changes.write(findings.progress());
            if (counts.wrote()) {
                audit.add(handle, who, "import attendees", event.id().value(), counts.told());
            }
            return counts;
        });
    }
}
