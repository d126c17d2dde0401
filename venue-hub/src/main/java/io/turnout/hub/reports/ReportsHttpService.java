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
import java.util.LinkedHashMap;
import java.util.List;
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

    /**
     * What the page offers.
     *
     * @param names of the reports, in their order
     * @param rooms by id
     * @param days of the agenda
     * @param sessions by id
     */
    public record Offered(
            ReportFilter filter,
            List<String> names,
            Map<String, String> rooms,
            List<String> days,
            Map<String, String> sessions) {}

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
                    ReportFilter filter =
                            ReportFilter.of(
                                    handle,
                                    event,
                                    parameter(request, "room"),
                                    parameter(request, "day"),
                                    parameter(request, "session"));
                    return Map.of("frame", framed.frame(), "offered", offered(handle, id, filter));
                });
        pages.send(request, response, "reports.jte", model);
    }

    private static String parameter(ServerRequest request, String name) {
        return request.query().first(name).orElse("");
    }

    private static Offered offered(Handle handle, String event, ReportFilter filter) {
        return new Offered(
                filter,
                Reports.ALL.stream().map(Report::name).toList(),
                names(handle, event, "SELECT id, name FROM room WHERE event = ? ORDER BY place"),
                handle.createQuery("SELECT DISTINCT day FROM session WHERE event = ? ORDER BY day")
                        .bind(0, event)
                        .mapTo(String.class)
                        .list(),
                names(
                        handle,
                        event,
                        "SELECT id, title FROM session WHERE event = ? ORDER BY start_ms, id"));
    }

    private static Map<String, String> names(Handle handle, String event, String sql) {
        Map<String, String> names = new LinkedHashMap<>();
        handle.createQuery(sql)
                .bind(0, event)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(one -> names.put(one.getKey(), one.getValue()));
        return names;
    }
}
