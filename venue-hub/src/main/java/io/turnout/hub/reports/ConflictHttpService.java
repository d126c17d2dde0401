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
import java.util.List;
import java.util.Map;

/** The page of double uses. */
public final class ConflictHttpService implements HttpService {
    private final Database database;
    private final EventFrames frames;
    private final ConflictQueries conflicts = new ConflictQueries();
    private final Pages pages;

    public ConflictHttpService(Database database, EventFrames frames, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.pages = pages;
    }

    /** The routes, for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    /** One page of the list, of that many pages. */
    public record Shown(List<Conflict> rows, int all, int page) {
        public int pages() {
            return Math.max(1, Math.ceilDiv(all, ConflictQueries.PAGE));
        }
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/{event}/conflicts", Right.SEE_ATTENDANCE.lets(this::list));
    }

    private void list(ServerRequest request, ServerResponse response) {
        String event = request.path().pathParameters().get("event");
        int page = Math.max(1, SessionHttpService.page(request));
        Words words = Words.of(request);
        Map<String, Object> model =
                database.read(handle -> {
                    EventFrames.Framed framed = frames.require(handle, event, words);
                    Shown shown =
                            new Shown(
                                    conflicts.page(handle, event, page),
                                    conflicts.count(handle, event),
                                    page);
                    return Map.of(
                            "frame", framed.frame(), "complete", framed.complete(), "shown", shown);
                });
        pages.send(request, response, "conflicts.jte", model);
    }
}
