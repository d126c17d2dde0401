package io.turnout.hub.alerts;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.EventFrames.Framed;
import io.turnout.hub.fleet.UnitProblem.Kind;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts of units, for people and for programs: looked at, and acknowledged. */
public final class AlertHttpService implements HttpService {
    private static final String API = "/api/v1/events/{event}/alerts";
    private static final String PAGE = "/events/{event}/units/alerts";
    private static final int MOST = 500;

    private final Database database;
    private final EventFrames frames;
    private final AlertWatch alerts;
    private final Pages pages;

    public AlertHttpService(Database database, EventFrames frames, AlertWatch alerts, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.alerts = alerts;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(API, Right.SEE.lets(this::list))
                .post(API + "/{alert}/acknowledge", Right.CHANGE_DOORS.lets(this::acknowledge))
                .get(PAGE, Right.SEE.lets((req, res) -> send(req, res, "alerts.jte")))
                .get(
                        PAGE + "/fragment",
                        Right.SEE.lets((req, res) -> send(req, res, "alertsLive.jte")))
                .post(PAGE + "/{alert}/seen", Right.CHANGE_DOORS.lets(this::seen));
    }

    private record Answer(
            long id,
            String unit,
            String kind,
            String begin,
            @Nullable String end,
            long times,
            String detail,
            @Nullable String seen,
            @Nullable String seenBy) {}

    private void list(ServerRequest request, ServerResponse response) {
        String event = EventFacts.require(database, event(request)).id().value();
        List<Answer> answers =
                alerts.find(event, filter(request), MOST).stream()
                        .map(AlertHttpService::answer)
                        .toList();
        Json.send(response, 200, answers);
    }

    private void acknowledge(ServerRequest request, ServerResponse response) {
        Json.send(response, 200, answer(acknowledged(request)));
    }

    private FleetAlert acknowledged(ServerRequest request) {
        String id = request.path().pathParameters().get("alert");
        Optional<FleetAlert> alert =
                id.matches("[0-9]{1,18}")
                        ? alerts.acknowledge(
                                event(request), Long.parseLong(id), SignedIn.of(request).name())
                        : Optional.empty();
        return alert.orElseThrow(() -> HttpProblem.notFound("alert", id));
    }

    private void send(ServerRequest request, ServerResponse response, String template) {
        Words words = Words.of(request);
        Framed framed = database.read(handle -> frames.require(handle, event(request), words));
        AlertFilter filter = filter(request);
        Map<String, String> names = new LinkedHashMap<>();
        for (UnitView unit : framed.units()) {
            names.put(unit.id(), unit.room() + ", " + unit.door());
        }
        Map<String, Object> model = new HashMap<>();
        model.put("frame", framed.frame());
        model.put("filter", filter);
        model.put("names", names);
        model.put("kinds", Arrays.stream(Kind.values()).filter(AlertRule::knows).toList());
        model.put("alerts", alerts.find(framed.frame().event(), filter, MOST));
        pages.send(request, response, template, model);
    }

    private void seen(ServerRequest request, ServerResponse response) {
        Form.read(request);
        acknowledged(request);
        pages.done(response, "/events/" + event(request) + "/units/alerts", "done.alert-seen");
    }

    private static AlertFilter filter(ServerRequest request) {
        return AlertFilter.of(
                request.query().first("state").orElse(""),
                request.query().first("kind").orElse(""),
                request.query().first("unit").orElse(""));
    }

    private static Answer answer(FleetAlert alert) {
        return new Answer(
                alert.id(),
                alert.unit(),
                alert.kind().word(),
                time(alert.beginMs()),
                alert.isOpen() ? null : time(alert.endMs()),
                alert.times(),
                alert.detail(),
                alert.isSeen() ? time(alert.seenMs()) : null,
                alert.isSeen() ? alert.seenBy() : null);
    }

    private static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }

    private static String event(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }
}
