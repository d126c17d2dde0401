package io.turnout.hub.agenda;

import io.turnout.hub.agenda.SessionBook.Outcome;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.Importer;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.sheet.ListReader;
import io.turnout.hub.sheet.ListRow;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import io.turnout.hub.sheet.XlsxSheet;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** Sessions of an event as a sheet, out and in. Thread-safe. */
public final class SessionSheets implements Importer<SessionPlan> {
    private final SessionDesk desk;
    private final InstantSource clock;

    public SessionSheets(SessionDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /** Writes sessions as .xlsx. */
    void xlsx(
            EventSettings event, Collection<SessionDraft> sessions, Words words, OutputStream out) {
        SessionCells cells = cells(event);
        List<String> headings = SheetColumn.columns(event, words).headings();
        XlsxSheet sheet = new XlsxSheet(out, words.get("sheet.name"), headings);
        long seq = desk.book().recorded();
        sessions.forEach(session -> sheet.row(cells.row(session, seq, words)));
        sheet.finish();
    }

    /** Writes sessions as CSV. */
    void csv(
            EventSettings event, Collection<SessionDraft> sessions, Words words, OutputStream out) {
        SessionCells cells = cells(event);
        CsvSheet sheet = CsvSheet.exact(out, SheetColumn.columns(event, words).headings());
        long seq = desk.book().recorded();
        sessions.forEach(session -> sheet.row(cells.row(session, seq, words)));
        sheet.finish();
    }

    @Override
    public ImportResult<SessionPlan> preview(Asked asked, byte[] file) {
        EventSettings event = desk.event(asked.event());
        Findings findings = asked.findings();
        SheetSays says = says(event, findings);
        SessionSheetReader reader =
                new SessionSheetReader(around(event, asked), asked.words(), says);
        SessionPlan plan = reader.read(rows(event, file, findings));
        says.refused(plan, desk.book().check(event.id(), plan.drafts()), cells(event));
        return findings.result(() -> plan);
    }

    @Override
    public String mark(SessionPlan plan) {
        return plan.preview().mark();
    }

    /** Nothing is stored where somebody was faster. */
    @Override
    public ImportResult<Taken> take(Asked asked, byte[] file, SessionPlan shown) {
        EventSettings event = desk.event(asked.event());
        Findings findings = asked.findings();
        asked.progress().begin(Progress.Stage.WRITING, 0);
        switch (desk.book().save(event.id(), shown.drafts(), asked.who())) {
            case Outcome.Done _ -> desk.changed().happened(event.id());
            case Outcome.Refused(var faults) ->
                    says(event, findings).refused(shown, faults, cells(event));
        }
        return findings.result(() -> taken(event, shown));
    }

    private static Taken taken(EventSettings event, SessionPlan plan) {
        return new Taken(
                "/events/" + event.id() + "/sessions/manage",
                "done.sheet",
                List.of(plan.preview().added(), plan.preview().changed()));
    }

    private static List<ListRow> rows(EventSettings event, byte[] file, Findings findings) {
        return Sheets.read(file, SheetLimits.LIST, findings)
                .map(table ->
                        ListReader.read(
                                table, SheetColumn.columns(event, findings.words()), findings))
                .orElse(List.of());
    }

    private SessionSheetReader.Around around(EventSettings event, Asked asked) {
        return new SessionSheetReader.Around(
                event,
                rooms(event),
                List.copyOf(desk.book().all(event.id()).values()),
                (session, seq) -> desk.book().changedSince(event.id(), session, seq, asked.who()));
    }

    private SheetSays says(EventSettings event, Findings findings) {
        VenueText text = new VenueText(findings.words(), event.zone(), clock.instant());
        return new SheetSays(findings, text, rooms(event));
    }

    private SessionCells cells(EventSettings event) {
        return new SessionCells(event, rooms(event));
    }

    private List<Rooms.Room> rooms(EventSettings event) {
        return desk.rooms().all(event.id().value());
    }
}
