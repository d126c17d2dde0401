package io.turnout.hub.commands;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.commands.Dispatch.Outcome;
import io.turnout.hub.fleet.DoorBook;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.EventFrames.Framed;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Commands to units, for people: picked from the list of units, and what became of them. */
public final class CommandPagesHttpService implements HttpService {
    private static final String PAGE = "/events/{event}/units/commands";
    private static final String SURE = "sure";
    private static final String BETWEEN = " ";

    private final Database database;
    private final EventFrames frames;
    private final Dispatch dispatch;
    private final CommandDesk desk;
    private final DoorBook doors;
    private final Pages pages;

    public CommandPagesHttpService(Around around, Dispatch dispatch, CommandDesk desk) {
        this.database = around.database();
        this.frames = around.frames();
        this.doors = around.doors();
        this.pages = around.pages();
        this.dispatch = dispatch;
        this.desk = desk;
    }

    /** What the page shows besides. */
    public record Around(Database database, EventFrames frames, DoorBook doors, Pages pages) {}

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PAGE, Right.CHANGE_DOORS.lets((req, res) -> send(req, res, "commands.jte")))
                .get(
                        PAGE + "/fragment",
                        Right.CHANGE_DOORS.lets((req, res) -> send(req, res, "commandsLive.jte")))
                .post(PAGE, Right.CHANGE_DOORS.lets(this::give));
    }

    /** The units of {@code ?unit=} are picked already: the page of units links here. */
    private void send(ServerRequest request, ServerResponse response, String template) {
        Framed framed = framed(request);
        Map<String, Object> model = new HashMap<>();
        model.put("frame", framed.frame());
        model.put("units", framed.units());
        model.put("picked", picked(request));
        model.put("doors", doors.doors(event(request)));
        model.put("rows", desk.recent(framed.frame().event()));
        model.put("names", names(framed));
        pages.send(request, response, template, model);
    }

    private static Set<String> picked(ServerRequest request) {
        return request.query().contains("unit")
                ? new HashSet<>(request.query().all("unit"))
                : Set.of();
    }

    private static Map<String, String> names(Framed framed) {
        return framed.units().stream()
                .collect(Collectors.toMap(UnitView::id, unit -> unit.room() + ", " + unit.door()));
    }

    private void give(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        List<String> units =
                form.all("unit").stream()
                        .flatMap(text -> Arrays.stream(text.split(BETWEEN, -1)))
                        .filter(text -> !text.isEmpty())
                        .toList();
        Order order =
                Order.of(form.text("what"))
                        .orElseThrow(
                                () -> HttpProblem.badField("what", String.join(", ", Order.KEYS)));
        String page = "/events/" + event(request) + "/units/commands";
        if (units.isEmpty()) {
            pages.done(response, page, "done.commands-none");
        } else if (order.isGrave() && !form.text(SURE).equals("yes")) {
            ask(request, response, order, units, form.text("door"));
        } else {
            given(request, order, units, form.text("door"));
            pages.done(response, page, "done.commands", units.size());
        }
    }

    private void given(ServerRequest request, Order order, List<String> units, String door) {
        String who = SignedIn.of(request).name();
        switch (dispatch.give(event(request), order, units, door, who)) {
            case Outcome.Given _ -> {}
            case Outcome.UnknownUnit(String unit) -> throw HttpProblem.notFound("unit", unit);
            case Outcome.UnknownDoor() -> throw HttpProblem.notFound("door", door);
        }
    }

    private void ask(
            ServerRequest request,
            ServerResponse response,
            Order order,
            List<String> units,
            String door) {
        Framed framed = framed(request);
        Words words = Words.of(request);
        String page = framed.frame().path("/units/commands");
        String to = doors.doors(event(request)).getOrDefault(door, door);
        Function<String, String> say =
                part -> words.get("commands." + order.key() + "." + part, units.size(), to);
        Map<String, String> names = names(framed);
        String which =
                units.stream()
                        .map(unit -> names.getOrDefault(unit, unit))
                        .collect(Collectors.joining("; "));
        Question question =
                new Question(
                        say.apply("title"),
                        List.of(which, say.apply("effect"), say.apply("people")),
                        page,
                        Map.of(
                                SURE,
                                "yes",
                                "what",
                                order.key(),
                                "unit",
                                String.join(BETWEEN, units),
                                "door",
                                door),
                        words.get("commands.what." + order.key()),
                        page);
        pages.send(
                request,
                response,
                "eventQuestion.jte",
                Map.of("frame", framed.frame(), "question", question, "current", "doors"));
    }

    private Framed framed(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        Words words = Words.of(request);
        return database.read(handle -> frames.require(handle, event, words));
    }

    private static EventId event(ServerRequest request) {
        return new EventId(request.path().pathParameters().get("event"));
    }
}
