package io.turnout.hub.history;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.EventFrames.Framed;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A unit's last day, drawn and listed. */
public final class HistoryHttpService implements HttpService {
    private static final double MILLIS = 1000;

    private final Database database;
    private final EventFrames frames;
    private final UnitHistory history;
    private final Pages pages;

    public HistoryHttpService(
            Database database, EventFrames frames, UnitHistory history, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.history = history;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/{event}/units/{unit}/history", Right.SEE.lets(this::send));
    }

    private void send(ServerRequest request, ServerResponse response) {
        String event = request.path().pathParameters().get("event");
        String id = request.path().pathParameters().get("unit");
        Words words = Words.of(request);
        Framed framed = database.read(handle -> frames.require(handle, event, words));
        UnitView unit =
                framed.units().stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> HttpProblem.notFound("unit", id));
        List<Sample> samples = history.of(unit.id());
        long nowMs = framed.frame().text().now().toEpochMilli();
        Map<String, Object> model = new HashMap<>();
        model.put("frame", framed.frame());
        model.put("unit", unit);
        model.put("samples", samples);
        model.put("plots", plots(samples, nowMs));
        pages.send(request, response, "unitHistory.jte", model);
    }

    private static List<Plot> plots(List<Sample> samples, long nowMs) {
        return List.of(
                Plot.of("queue", samples, one -> Optional.of((double) one.queue()), nowMs),
                Plot.of("celsius", samples, Sample::celsius, nowMs),
                Plot.of("clock", samples, one -> Optional.of(one.clockMs() / MILLIS), nowMs));
    }
}
