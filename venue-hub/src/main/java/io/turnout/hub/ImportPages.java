package io.turnout.hub;

import io.turnout.hub.agenda.AgendaImport;
import io.turnout.hub.agenda.AgendaPageImporter;
import io.turnout.hub.agenda.SessionDesk;
import io.turnout.hub.agenda.SessionSheetHttpService;
import io.turnout.hub.agenda.SessionSheets;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.HeldFiles;
import io.turnout.hub.importing.ImportPageHttpService;
import io.turnout.hub.people.AttendeeImport;
import io.turnout.hub.people.PeopleImporter;
import io.turnout.hub.people.PeopleSheetsHttpService;
import io.turnout.hub.people.RegistrationImport;
import io.turnout.hub.programs.MeetingImport;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The pages that take files, and what they offer to download. */
final class ImportPages {
    private static final ImportPageHttpService.At AGENDA =
            new ImportPageHttpService.At(
                    "/events/{event}/agenda",
                    Right.CHANGE_AGENDA,
                    "agendaImport.jte",
                    "field.agenda");
    private static final ImportPageHttpService.At SHEET =
            new ImportPageHttpService.At(
                    "/events/{event}/sessions/sheet",
                    Right.CHANGE_AGENDA,
                    "sessionSheet.jte",
                    "field.sheet");
    private static final ImportPageHttpService.At PEOPLE =
            new ImportPageHttpService.At(
                    "/events/{event}/people/import",
                    Right.CHANGE_PEOPLE,
                    "peopleImport.jte",
                    "field.list");

    private static final ImportPageHttpService.At MEETINGS =
            new ImportPageHttpService.At(
                    "/events/{event}/programs/import",
                    Right.CHANGE_PROGRAMS,
                    "meetingImport.jte",
                    "field.list");

    /** Most files are looked at sooner, and their page needs no second look. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private ImportPages() {}

    /**
     * They must come before the pages of one session, attendee and program, whose ids they are not.
     */
    static List<Feature> of(
            Ground ground,
            SessionDesk desk,
            MeetingImport meetings,
            InstantSource clock,
            Pages pages) {
        Database database = ground.database();
        Audit audit = ground.audit();
        HeldFiles held = new HeldFiles(clock);
        ImportPageHttpService.Around around =
                new ImportPageHttpService.Around(desk.frames(), pages, clock, PATIENCE);
        Consumer<String> told = ground.changes()::happened;
        SessionSheets sheets = new SessionSheets(desk, clock);
        PeopleImporter people =
                new PeopleImporter(
                        database,
                        new AttendeeImport(database, audit, desk.changed()),
                        new RegistrationImport(database, audit, desk.changed()));
        AgendaPageImporter agendas =
                new AgendaPageImporter(database, new AgendaImport(database, audit, desk.changed()));
        return List.of(
                new ImportPageHttpService<>(AGENDA, agendas, held, around, told).feature(),
                new ImportPageHttpService<>(SHEET, sheets, held, around, told).feature(),
                new SessionSheetHttpService(desk, sheets, clock).feature(),
                new ImportPageHttpService<>(PEOPLE, people, held, around, told).feature(),
                new ImportPageHttpService<>(MEETINGS, meetings, held, around, told).feature(),
                new PeopleSheetsHttpService(database).feature());
    }
}
