package io.turnout.hub.reports;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The page of what a person should look at. */
public final class AnomalyHttpService implements HttpService {
    /** Rows on a page. */
    private static final int PAGE = 100;

    private final Database database;
    private final EventFrames frames;
    private final Pages pages;

    public AnomalyHttpService(Database database, EventFrames frames, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.pages = pages;
    }

    /** The routes, for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    /** One page of them, of that many. */
    public record Shown(List<Anomaly> rows, int all, int page) {
        public Shown {
            rows = List.copyOf(rows);
        }

        public int pages() {
            return Math.max(1, Math.ceilDiv(all, PAGE));
        }
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/{event}/anomalies", Right.SEE_ATTENDANCE.lets(this::list));
    }

    private void list(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("event");
        EventFacts event = EventFacts.require(database, id);
        int page = Math.max(1, SessionHttpService.page(request));
        Words words = Words.of(request);
        Map<String, Object> model =
                database.read(handle -> {
                    EventFrames.Framed framed = frames.require(handle, id, words);
                    ReportFilter filter = ReportsHttpService.filter(handle, event, request);
                    return Map.of(
                            "frame",
                            framed.frame(),
                            "complete",
                            framed.complete(),
                            "offered",
                            Offered.of(handle, event, filter),
                            "shown",
                            shown(handle, event, filter, framed.complete(), page));
                });
        pages.send(request, response, "anomalies.jte", model);
    }

    private static Shown shown(
            Handle handle, EventFacts event, ReportFilter filter, Completeness complete, int page) {
        List<Anomaly> rows = new ArrayList<>();
        int[] all = {0};
        int first = (page - 1) * PAGE;
        new AnomalyQueries(handle, event, filter)
                .each(
                        complete,
                        one -> {
                            if (all[0] >= first && rows.size() < PAGE) {
                                rows.add(one);
                            }
                            all[0]++;
                        });
        return new Shown(rows, all[0], page);
    }
}
