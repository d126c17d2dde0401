package io.turnout.hub.commands;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.commands.Dispatch.Outcome;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands to units, for programs: given to one or many, and what became of them. */
public final class CommandHttpService implements HttpService {
    private static final String COMMANDS = "/api/v1/events/{event}/commands";

    private final Database database;
    private final Dispatch dispatch;
    private final CommandDesk desk;

    public CommandHttpService(Database database, Dispatch dispatch, CommandDesk desk) {
        this.database = database;
        this.dispatch = dispatch;
        this.desk = desk;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(COMMANDS, Right.SEE.lets(this::list))
                .post(COMMANDS, Right.CHANGE_DOORS.lets(this::give));
    }

    private record Body(
            @Nullable String what, @Nullable List<String> units, @Nullable String door) {}

    private record Answer(
            String unit,
            long serial,
            String what,
            String detail,
            String state,
            @Nullable String why,
            String madeAt,
            String madeBy,
            String until,
            @Nullable String sentAt,
            @Nullable String answeredAt) {}

    private void give(ServerRequest request, ServerResponse response) {
        Body body = Json.read(request, Body.class);
        Order order =
                Order.of(body.what() == null ? "" : body.what())
                        .orElseThrow(() ->
                                HttpProblem.badField("what", String.join(", ", Order.KEYS) + "."));
        List<String> units = body.units() == null ? List.of() : body.units();
        if (units.isEmpty()) {
            throw HttpProblem.badField("units", "The ids of units of this event, one at least.");
        }
        EventFacts.require(database, event(request).value());
        String door = body.door() == null ? "" : body.door();
        String who = SignedIn.of(request).name();
        switch (dispatch.give(event(request), order, units, door, who)) {
            case Outcome.Given(List<CommandRow> rows) ->
                    Json.send(
                            response, 201, rows.stream().map(CommandHttpService::answer).toList());
            case Outcome.UnknownUnit(String unit) -> throw HttpProblem.notFound("unit", unit);
            case Outcome.UnknownDoor() ->
                    throw HttpProblem.badField("door", "The id of a door of this event.");
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        String event = EventFacts.require(database, event(request).value()).id().value();
        List<Answer> answers = desk.recent(event).stream().map(CommandHttpService::answer).toList();
        Json.send(response, 200, answers);
    }

    private static Answer answer(CommandRow row) {
        return new Answer(
                row.unit(),
                row.serial(),
                row.order().key(),
                row.detail(),
                row.state().key(),
                row.why().isEmpty() ? null : row.why(),
                time(row.madeMs()),
                row.madeBy(),
                time(row.untilMs()),
                row.sentMs() == 0 ? null : time(row.sentMs()),
                row.answeredMs() == 0 ? null : time(row.answeredMs()));
    }

    private static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }

    private static EventId event(ServerRequest request) {
        return new EventId(request.path().pathParameters().get("event"));
    }
}
