package io.turnout.hub.fleet;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.clock.ClockStories;
import io.turnout.hub.clock.ClockStory;
import io.turnout.hub.fleet.EventFrames.Framed;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The technician's page, and the line on every page that says how complete the data is. */
public final class UnitPagesHttpService implements HttpService {
    private final Database database;
    private final EventFrames frames;
    private final AccessStates states;
    private final Pages pages;
    private final Counts counts;

    /**
     * @param counts what else the page tells
     */
    public UnitPagesHttpService(
            Database database,
            EventFrames frames,
            AccessStates states,
            Pages pages,
            Counts counts) {
        this.database = database;
        this.frames = frames;
        this.states = states;
        this.pages = pages;
        this.counts = counts;
    }

    /**
     * What the page tells besides how units are.
     *
     * @param hub what the hub counted since its start
     * @param alerts how many stand in an event
     */
    public record Counts(Supplier<List<Count>> hub, ToLongFunction<String> alerts) {}

    /**
     * Something counted since the hub's start.
     *
     * @param key its text is {@code count.} and this
     */
    public record Count(String key, long count) {}

    /** The routes, for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        "/events/{event}/units",
                        Right.SEE.lets((req, res) -> send(req, res, "units.jte")))
                .get(
                        "/events/{event}/units/fragment",
                        Right.SEE.lets((req, res) -> send(req, res, "unitsLive.jte")))
                .get("/events/{event}/complete", Right.SEE.lets(this::complete));
    }

    private void send(ServerRequest request, ServerResponse response, String template) {
        Framed framed = framed(request);
        String event = request.path().pathParameters().get("event");
        AccessStates.States access =
                database.read(handle -> states.of(handle, event, framed.units()));
        Map<String, ClockStory> clocks = database.read(handle -> new ClockStories(handle).now());
        Map<String, Long> lost = database.read(handle -> new UnitsQueries().lost(handle, event));
        pages.send(
                request,
                response,
                template,
                Map.of(
                        "lost", lost,
                        "alerts", counts.alerts().applyAsLong(event),
                        "access", access,
                        "frame", framed.frame(),
                        "clocks", clocks,
                        "complete", framed.complete(),
                        "problems", UnitProblem.of(framed.units()),
                        "counts", counts.hub().get()));
    }

    private void complete(ServerRequest request, ServerResponse response) {
        pages.send(
                request, response, "layout/complete.jte", Map.of("frame", framed(request).frame()));
    }

    private Framed framed(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        Words words = Words.of(request);
        return database.read(handle -> frames.require(handle, event, words));
    }
}
