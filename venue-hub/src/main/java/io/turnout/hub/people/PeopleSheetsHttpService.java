package io.turnout.hub.people;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.sheet.XlsxSheet;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Right;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Lists to be filled in or changed, and imported then: empty ones, and all attendees. */
public final class PeopleSheetsHttpService implements HttpService {
    private static final String LISTS = "/events/{event}/people/import/";

    private final Database database;

    public PeopleSheetsHttpService(Database database) {
        this.database = database;
    }

    /** The routes; they must come before those of one attendee. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        List<String> registrations = RegistrationList.COLUMNS.headings();
        route(rules, "attendees", PeopleSheetsHttpService::attendees);
        route(rules, "registrations", _ -> new Content(registrations, List.of()));
        route(rules, "all", this::all);
    }

    private record Content(List<String> headings, List<List<String>> rows) {}

    /** Finds what a list holds. */
    private interface Source {
        Content of(EventFacts event);
    }

    private static Content attendees(EventFacts event) {
        return new Content(AttendeeList.columns(event.ownFields()).headings(), List.of());
    }

    private Content all(EventFacts event) {
        AttendeeSheet sheet = new AttendeeSheet(event.ownFields());
        return database.read(handle ->
                new Content(
                        sheet.headings(), sheet.rows(new AttendeeTables(handle, event).known())));
    }

    private void route(HttpRules rules, String name, Source source) {
        rules.get(
                        LISTS + name + ".xlsx",
                        Right.CHANGE_PEOPLE.hands(
                                "download attendees",
                                (request, response) ->
                                        xlsx(response, name, source.of(event(request)))))
                .get(
                        LISTS + name + ".csv",
                        Right.CHANGE_PEOPLE.hands(
                                "download attendees",
                                (request, response) ->
                                        csv(response, name, source.of(event(request)))));
    }

    private static void xlsx(ServerResponse response, String name, Content content) {
        response.header(
                HeaderNames.CONTENT_TYPE,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        try (OutputStream out = open(response, name + ".xlsx")) {
            XlsxSheet sheet = new XlsxSheet(out, name, content.headings());
            content.rows().forEach(sheet::row);
            sheet.finish();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static void csv(ServerResponse response, String name, Content content) {
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present");
        try (OutputStream out = open(response, name + ".csv")) {
            CsvSheet sheet = CsvSheet.exact(out, content.headings());
            content.rows().forEach(sheet::row);
            sheet.finish();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static OutputStream open(ServerResponse response, String name) {
        response.header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s\"".formatted(name))
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        return response.outputStream();
    }

    private static UncheckedIOException broken(IOException e) {
        return new UncheckedIOException("the list could not be sent to its end", e);
    }

    private EventFacts event(ServerRequest request) {
        return EventFacts.require(database, request.path().pathParameters().get("event"));
    }
}
