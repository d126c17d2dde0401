package io.turnout.hub.reports;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The page of what everybody earned. */
public final class CreditsHttpService implements HttpService {
    private final Database database;
    private final EventFrames frames;
    private final Pages pages;

    public CreditsHttpService(Database database, EventFrames frames, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.pages = pages;
    }

    /** The routes, for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    /** The sums, and one page of the people. */
    public record Shown(
            List<CreditQueries.Field> fields,
            List<CreditQueries.Person> people,
            int all,
            int page) {
        public int pages() {
            return Math.max(1, Math.ceilDiv(all, CreditQueries.PAGE));
        }
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/{event}/credits", Right.SEE_ATTENDANCE.lets(this::show));
    }

    private void show(ServerRequest request, ServerResponse response) {
        String event = request.path().pathParameters().get("event");
        int page = Math.max(1, SessionHttpService.page(request));
        Words words = Words.of(request);
        Map<String, Object> model =
                database.read(handle -> {
                    EventFrames.Framed framed = frames.require(handle, event, words);
                    Instant now = framed.frame().text().now();
                    return Map.of(
                            "frame", framed.frame(), "shown", shown(handle, event, now, page));
                });
        pages.send(request, response, "credits.jte", model);
    }

    private static Shown shown(Handle handle, String event, Instant now, int page) {
        return new Shown(
                CreditQueries.fields(handle, event, now),
                CreditQueries.people(handle, event, now, page),
                CreditQueries.people(handle, event, now),
                page);
    }
}
