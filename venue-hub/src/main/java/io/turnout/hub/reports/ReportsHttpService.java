package io.turnout.hub.reports;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The page of all reports, with what they can be filtered by. */
public final class ReportsHttpService implements HttpService {
    private final Database database;
    private final EventFrames frames;
    private final Pages pages;

    public ReportsHttpService(Database database, EventFrames frames, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.pages = pages;
    }

    /** The routes, for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/{event}/reports", Right.SEE_ATTENDANCE.lets(this::show));
    }

    private void show(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("event");
        Words words = Words.of(request);
        EventFacts event = EventFacts.require(database, id);
        Map<String, Object> model =
                database.read(handle -> {
                    EventFrames.Framed framed = frames.require(handle, id, words);
                    Offered offered = Offered.of(handle, event, filter(handle, event, request));
                    return Map.of(
                            "frame",
                            framed.frame(),
                            "offered",
                            offered,
                            "names",
                            Reports.ALL.stream().map(Report::name).toList());
                });
        pages.send(request, response, "reports.jte", model);
    }

    /** What a report is asked of. */
    static ReportFilter filter(Handle handle, EventFacts event, ServerRequest request) {
        return ReportFilter.of(
                handle,
                event,
                parameter(request, "room"),
                parameter(request, "day"),
                parameter(request, "session"));
    }

    private static String parameter(ServerRequest request, String name) {
        return request.query().first(name).orElse("");
    }
}
