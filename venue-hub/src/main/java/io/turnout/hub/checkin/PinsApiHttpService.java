package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The PINs of sessions for programs, such as those that put them on a screen. */
final class PinsApiHttpService implements HttpService {
    private static final String ALL = "/api/v1/events/{event}/pins";

    private final Database database;
    private final PinBook pins;
    private final HubDoor door;

    PinsApiHttpService(Database database, PinBook pins, HubDoor door) {
        this.database = database;
        this.pins = pins;
        this.door = door;
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_ATTENDANCE;
        rules.get(ALL, right.lets(this::list))
                .post(ALL, right.lets(this::generate))
                .post(ALL + "/{session}", right.lets(this::set));
    }

    private record Row(String session, String title, @Nullable String in, @Nullable String out) {
        static Row of(Talk talk, PinBook.Pair pair) {
            return new Row(
                    talk.id().value(), talk.title(), text(pair, Side.IN), text(pair, Side.OUT));
        }

        private static @Nullable String text(PinBook.Pair pair, Side side) {
            return pair.of(side).map(Pin::value).orElse(null);
        }
    }

    /** Whether those that are there are replaced too. */
    private record Wanted(@Nullable Boolean replace) {}

    /** What is absent stays; an empty one takes it away. */
    private record Own(@Nullable String in, @Nullable String out) {}

    private void list(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        Map<SessionId, PinBook.Pair> all = pins.all(event.id());
        List<Row> rows =
                database.read(handle -> Talk.all(handle, event)).stream()
                        .map(talk -> Row.of(talk, all.getOrDefault(talk.id(), PinBook.Pair.NONE)))
                        .toList();
        Json.send(response, 200, rows);
    }

    private void generate(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        boolean replace = Boolean.TRUE.equals(Json.read(request, Wanted.class).replace());
        String who = SignedIn.of(request).name();
        int made =
                replace
                        ? pins.regenerateAll(event.id(), who)
                        : pins.generateMissing(event.id(), who);
        door.changed();
        Json.send(response, 200, Map.of("made", made));
    }

    private void set(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        String id = request.path().pathParameters().get("session");
        Talk talk =
                database.read(handle -> Talk.find(handle, event, id))
                        .orElseThrow(() -> HttpProblem.notFound("session", id));
        Own own = Json.read(request, Own.class);
        PinBook.Pair now = pins.of(event.id(), talk.id());
        PinBook.Pair pair =
                new PinBook.Pair(pin("in", own.in(), now.in()), pin("out", own.out(), now.out()));
        switch (pins.set(event.id(), talk.id(), pair, SignedIn.of(request).name())) {
            case PinBook.Outcome.Taken(Side side) ->
                    throw HttpProblem.badField(
                            side == Side.IN ? "in" : "out",
                            "One that nothing else in this event has.");
            case PinBook.Outcome.Done() -> {
                door.changed();
                Json.send(response, 200, Row.of(talk, pair));
            }
        }
    }

    private static Optional<Pin> pin(String field, @Nullable String text, Optional<Pin> now) {
        if (text == null) {
            return now;
        }
        Optional<Pin> pin = Pin.typed(text);
        if (pin.isEmpty() && !text.isBlank()) {
            throw HttpProblem.badField(
                    field,
                    "%d to %d letters A to Z and digits.".formatted(Pin.SHORTEST, Pin.LONGEST));
        }
        return pin;
    }

    private EventFacts event(ServerRequest request) {
        return EventFacts.require(database, request.path().pathParameters().get("event"));
    }
}
