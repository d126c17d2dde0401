package io.turnout.hub.reports;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.alerts.AlertCount;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.EventFrames.Framed;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.LiveStreams;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.List;
import java.util.Map;

/** The way in, and the overview of an event. */
public final class OverviewHttpService implements HttpService {
    private final Database database;
    private final EventFrames frames;
    private final OverviewQueries overviews = new OverviewQueries();
    private final LiveStreams streams;
    private final Pages pages;

    public OverviewHttpService(
            Database database, EventFrames frames, LiveStreams streams, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.streams = streams;
        this.pages = pages;
    }

    /** The routes, for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", Right.SIGNED_IN.lets(this::start))
                .get(
                        "/events/{event}",
                        Right.SEE.lets((req, res) -> overview(req, res, "overview.jte")))
                .get(
                        "/events/{event}/fragment",
                        Right.SEE.lets((req, res) -> overview(req, res, "overviewLive.jte")))
                .get("/events/{event}/live", Right.SEE.lets(this::live));
    }

    private void start(ServerRequest request, ServerResponse response) {
        SignedIn user = SignedIn.of(request);
        List<String> mine = events().stream().filter(event -> user.may(Right.SEE, event)).toList();
        Pages.go(response, mine.size() == 1 ? "/events/" + mine.getFirst() : "/events");
    }

    private void overview(ServerRequest request, ServerResponse response, String template) {
        String event = request.path().pathParameters().get("event");
        Words words = Words.of(request);
        Map<String, Object> model =
                database.read(handle -> {
                    Framed framed = frames.require(handle, event, words);
                    Overview overview =
                            overviews.read(handle, event, framed.frame().text(), framed.units());
                    return Map.of(
                            "frame",
                            framed.frame(),
                            "complete",
                            framed.complete(),
                            "overview",
                            overview,
                            "alerts",
                            AlertCount.of(handle, event).open());
                });
        if (model.get("frame") instanceof Frame frame && !frame.attendance()) {
            Pages.go(response, frame.path("/sessions")); // the overview is all of attendance
            return;
        }
        pages.send(request, response, template, model);
    }

    private void live(ServerRequest request, ServerResponse response) {
        String event = request.path().pathParameters().get("event");
        if (!events().contains(event)) {
            throw HttpProblem.notFound("event", event);
        }
        streams.stream(event, response);
    }

    private List<String> events() {
        return database.read(
                handle -> handle.createQuery("SELECT id FROM event").mapTo(String.class).list());
    }
}
