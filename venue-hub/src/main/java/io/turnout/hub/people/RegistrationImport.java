package io.turnout.hub.people;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.SessionReferences;
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
import io.turnout.hub.store.Batches;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * @param file CSV or .xlsx with the columns of {@link RegistrationList#COLUMNS}
     * @param who for the audit
     */
    public ImportResult<PeopleCounts> run(EventFacts event, byte[] file, String who) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        return Sheets.read(file, SheetLimits.LIST, findings)
                .map(table -> run(event, table, findings, who))
                .orElseGet(() -> findings.result(() -> PeopleCounts.NONE));
    }

    ImportResult<PeopleCounts> run(EventFacts event, Table table, Findings findings, String who) {
        List<RegistrationRow> rows = RegistrationList.read(table, findings);
        if (!findings.clean()) {
            return findings.result(() -> PeopleCounts.NONE);
        }
        findings.progress().begin(Progress.Stage.COMPARING, 0);
        ImportResult<PeopleCounts> result =
                database.write(handle -> write(handle, event, rows, findings, who));
        if (result instanceof Imported<PeopleCounts> done && done.value().wrote()) {
            changed.happened(event.id());
        }
        return result;
    }

    /** What importing would do, without doing it. */
    ImportResult<Preview> preview(EventFacts event, Table table, Findings findings) {
        List<RegistrationRow> rows = RegistrationList.read(table, findings);
        if (!findings.clean()) {
            return findings.result(() -> Preview.NOTHING);
        }
        findings.progress().begin(Progress.Stage.COMPARING, 0);
        return database.read(handle -> {
            List<Pair> pairs = pairs(handle, event, rows, findings);
            return findings.result(() -> preview(rows, pairs, known(handle, event)));
        });
    }

    /** As pairs were made of rows, one of each, where nothing was wrong. */
    private static Preview preview(List<RegistrationRow> rows, List<Pair> pairs, Set<Pair> known) {
        List<Preview.Line> lines = new ArrayList<>();
        Set<Pair> there = new HashSet<>(known);
        for (int place = 0; place < pairs.size(); place++) {
            RegistrationRow row = rows.get(place);
            if (there.add(pairs.get(place))) {
                String name = row.attendee() + " → " + row.session();
                lines.add(new Preview.Line(row.line(), name, true, List.of()));
            }
        }
        return new Preview(lines, pairs.size() - lines.size());
    }

    private static Set<Pair> known(Handle handle, EventFacts event) {
        return new HashSet<>(
                handle.createQuery(
                                """
                                SELECT r.attendee, r.session FROM registration r
                                JOIN attendee a ON a.id = r.attendee WHERE a.event = ?
                                """)
                        .bind(0, event.id().value())
                        .map((row, _) ->
                                new Pair(
                                        row.getLong("attendee"),
                                        new SessionId(row.getString("session"))))
                        .list());
    }

    private ImportResult<PeopleCounts> write(
            Handle handle,
            EventFacts event,
            List<RegistrationRow> rows,
            Findings findings,
            String who) {
        List<Pair> pairs = pairs(handle, event, rows, findings);
        return findings.result(() -> {
            int added = add(handle, pairs, findings.progress());
            PeopleCounts counts = new PeopleCounts(added, 0, pairs.size() - added);
            if (counts.wrote()) {
                audit.add(handle, who, "import registrations", event.id().value(), counts.told());
            }
            return counts;
        });
    }

    private static List<Pair> pairs(
            Handle handle, EventFacts event, List<RegistrationRow> rows, Findings findings) {
        Map<AttendeeNumber, Long> attendees = new AttendeeTables(handle, event).ids();
        SessionReferences sessions = SessionReferences.of(handle, event.id());
        List<Pair> pairs = new ArrayList<>(rows.size());
        for (RegistrationRow row : rows) {
            Optional<Long> attendee = Optional.ofNullable(attendees.get(row.attendee()));
            if (attendee.isEmpty()) {
                findings.problem(
                        row.line(),
                        row.places().attendee(),
                        "fault.no-attendee",
                        Findings.quoted(row.attendee().value()));
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
        String place = row.places().session();
        String reference = Findings.quoted(row.session().value());
        return switch (sessions.find(row.session().value())) {
            case SessionReferences.Found.One(SessionId session) -> Optional.of(session);
            case SessionReferences.Found.Several() -> {
                findings.problem(row.line(), place, "fault.several-sessions", reference);
                yield Optional.empty();
            }
            case SessionReferences.Found.None() -> {
                findings.problem(row.line(), place, "fault.unknown-session", reference);
                yield Optional.empty();
            }
        };
    }

    /** How many were not there yet. */
    private static int add(Handle handle, List<Pair> pairs, Progress progress) {
        progress.begin(Progress.Stage.WRITING, pairs.size());
        return Batches.run(
                handle,
                "INSERT INTO registration (attendee, session) VALUES (?, ?)"
                        + " ON CONFLICT DO NOTHING",
                progress.counted(pairs.stream())
                        .map(pair -> Batches.row(pair.attendee(), pair.session().value())));
    }
}
