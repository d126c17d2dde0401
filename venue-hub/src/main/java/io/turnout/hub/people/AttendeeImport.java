package io.turnout.hub.people;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Problem;
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
     * @param file CSV with the header {@link AttendeeCsv#header()}
     * @param who for the audit
     */
    public ImportResult<PeopleCounts> run(EventFacts event, byte[] file, String who) {
        return switch (AttendeeCsv.parse(file)) {
            case Rejected<List<AttendeeRow>>(List<Problem> problems, int notListed) ->
                    new Rejected<>(problems, notListed);
            case Imported<List<AttendeeRow>>(List<AttendeeRow> rows, List<Note> notes) ->
                    withBadges(event, rows, notes, who);
        };
    }

    /** Hashes badges before the transaction, so that scans need not wait for it. */
    private ImportResult<PeopleCounts> withBadges(
            EventFacts event, List<AttendeeRow> rows, List<Note> notes, String who) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        notes.forEach(findings::note);
        List<ListedAttendee> listed = new BadgeColumn(event, findings).read(rows);
        ImportResult<PeopleCounts> result =
                database.write(handle -> write(handle, event, listed, findings, who));
        if (result instanceof Imported<PeopleCounts> done && done.value().wrote()) {
            changed.happened(event.id());
        }
        return result;
    }

    private ImportResult<PeopleCounts> write(
            Handle handle,
            EventFacts event,
            List<ListedAttendee> listed,
            Findings findings,
            String who) {
        AttendeeChanges changes = new AttendeeChanges(new AttendeeTables(handle, event.id()));
        changes.find(listed, findings);
        return findings.result(() -> {
            PeopleCounts counts = changes.write();
            if (counts.wrote()) {
                audit.add(handle, who, "import attendees", event.id().value(), counts.told());
            }
            return counts;
        });
    }
}
