package io.turnout.hub.people;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.SessionReferences;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Takes a list of registrations into an event: all of it in one transaction, or nothing. It only
 * adds; a registration that the list lacks stays. Thread-safe.
 */
public final class RegistrationImport {
    private final Database database;
    private final Audit audit;
    private final EventChanged changed;

    public RegistrationImport(Database database, Audit audit, EventChanged changed) {
        this.database = database;
        this.audit = audit;
        this.changed = changed;
    }

    private record Pair(long attendee, SessionId session) {}

    /**
     * Imports.
     *
     * @param file CSV with the header {@link RegistrationCsv#header()}
     * @param who for the audit
     */
    public ImportResult<PeopleCounts> run(EventFacts event, byte[] file, String who) {
        return switch (RegistrationCsv.parse(file)) {
            case Rejected<List<RegistrationRow>>(List<Problem> problems, int notListed) ->
                    new Rejected<>(problems, notListed);
            case Imported<List<RegistrationRow>>(List<RegistrationRow> rows, List<Note> notes) -> {
                ImportResult<PeopleCounts> result =
                        database.write(handle -> write(handle, event, rows, notes, who));
                if (result instanceof Imported<PeopleCounts> done && done.value().wrote()) {
                    changed.happened(event.id());
                }
                yield result;
            }
        };
    }

    private ImportResult<PeopleCounts> write(
            Handle handle,
            EventFacts event,
            List<RegistrationRow> rows,
            List<Note> notes,
            String who) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        notes.forEach(findings::note);
        List<Pair> pairs = pairs(handle, event, rows, findings);
        return findings.result(() -> {
            int added = add(handle, pairs);
            PeopleCounts counts = new PeopleCounts(added, 0, pairs.size() - added);
            if (counts.wrote()) {
                audit.add(handle, who, "import registrations", event.id().value(), counts.told());
            }
            return counts;
        });
    }

    private static List<Pair> pairs(
            Handle handle, EventFacts event, List<RegistrationRow> rows, Findings findings) {
        Map<AttendeeNumber, Long> attendees = new AttendeeTables(handle, event.id()).ids();
        SessionReferences sessions = SessionReferences.of(handle, event.id());
        List<Pair> pairs = new ArrayList<>(rows.size());
        for (RegistrationRow row : rows) {
            Optional<Long> attendee = Optional.ofNullable(attendees.get(row.attendee()));
            if (attendee.isEmpty()) {
                findings.problem(unknownAttendee(row));
            }
            Optional<SessionId> session = session(row, sessions, findings);
            if (attendee.isPresent() && session.isPresent()) {
                pairs.add(new Pair(attendee.get(), session.get()));
            }
        }
        return pairs;
    }

    private static Optional<SessionId> session(
            RegistrationRow row, SessionReferences sessions, Findings findings) {
        String reference = row.session().value();
        return switch (sessions.find(reference)) {
            case SessionReferences.Found.One(SessionId session) -> Optional.of(session);
            case SessionReferences.Found.Several() -> {
                findings.problem(
                        new Problem(
                                row.line(),
                                "session",
                                Findings.quoted(reference) + " means several sessions",
                                "Write the hub's id of the session meant"));
                yield Optional.empty();
            }
            case SessionReferences.Found.None() -> {
                findings.problem(
                        new Problem(
                                row.line(),
                                "session",
                                "there is no session " + Findings.quoted(reference),
                                "Write the hub's id of the session, or the agenda's guid or id of"
                                        + " it; import the agenda first"));
                yield Optional.empty();
            }
        };
    }

    private static Problem unknownAttendee(RegistrationRow row) {
        return new Problem(
                row.line(),
                "attendee",
                "there is no attendee " + Findings.quoted(row.attendee().value()),
                "Write the attendee's number as in the list of attendees; import that first");
    }

    /** How many were not there yet. */
    private static int add(Handle handle, List<Pair> pairs) {
        return Batches.run(
                handle,
                "INSERT INTO registration (attendee, session) VALUES (?, ?)"
                        + " ON CONFLICT DO NOTHING",
                pairs.stream().map(pair -> Batches.row(pair.attendee(), pair.session().value())));
    }
}
