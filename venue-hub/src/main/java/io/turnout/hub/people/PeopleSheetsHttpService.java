package io.turnout.hub.people;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.sheet.Columns;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.sheet.XlsxSheet;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Right;
import java.io.ByteArrayOutputStream;

/** Empty lists with the right headings, to be filled in. */
public final class PeopleSheetsHttpService implements HttpService {
    private static final String LISTS = "/events/{event}/people/import/";

    /** The routes; they must come before those of one attendee. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        route(rules, "attendees", AttendeeList.COLUMNS);
        route(rules, "registrations", RegistrationList.COLUMNS);
    }

    private static void route(HttpRules rules, String name, Columns columns) {
        rules.get(
                        LISTS + name + ".xlsx",
                        Right.CHANGE_PEOPLE.lets((_, response) -> xlsx(response, name, columns)))
                .get(
                        LISTS + name + ".csv",
                        Right.CHANGE_PEOPLE.lets((_, response) -> csv(response, name, columns)));
    }

    private static void xlsx(ServerResponse response, String name, Columns columns) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        new XlsxSheet(list, name, columns.headings()).finish();
        response.header(
                HeaderNames.CONTENT_TYPE,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        send(response, name + ".xlsx", list);
    }

    private static void csv(ServerResponse response, String name, Columns columns) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        CsvSheet.exact(list, columns.headings()).finish();
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present");
        send(response, name + ".csv", list);
    }

    private static void send(ServerResponse response, String name, ByteArrayOutputStream list) {
        response.header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s\"".formatted(name))
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(list.toByteArray());
    }
}
