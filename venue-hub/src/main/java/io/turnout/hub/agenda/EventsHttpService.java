package io.turnout.hub.agenda;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.badge.EventTag;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Events and rooms, for programs. */
public final class EventsHttpService implements HttpService {
    private static final int LARGEST_ROOM = 1_000_000;
    private static final int LONGEST_TEXT = 300;

    private final Events events;
    private final Rooms rooms;
    private final Consumer<String> changed;

    /**
     * @param changed is told the id of an event that changed
     */
    public EventsHttpService(Events events, Rooms rooms, Consumer<String> changed) {
        this.events = events;
        this.rooms = rooms;
        this.changed = changed;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/events", Right.SIGNED_IN.lets(this::list))
                .post("/api/v1/events", Right.MAKE_EVENTS.lets(this::create))
                .get("/api/v1/events/{event}/rooms", Right.SEE.lets(this::rooms))
                .post(
                        "/api/v1/events/{event}/rooms/{room}",
                        Right.CHANGE_AGENDA.lets(this::putRoom));
    }

    private record EventBody(
            @Nullable String id,
            @Nullable String title,
            @Nullable String zone,
            @Nullable String tag) {}

    private record EventAnswer(String id, String title, String zone, String tag) {
        EventAnswer(Events.Event event) {
            this(event.id(), event.title(), event.zone().getId(), event.tag().value());
        }
    }

    private record RoomBody(@Nullable String name, @Nullable Integer capacity) {}

    private record RoomAnswer(String id, String name, @Nullable Integer capacity) {
        RoomAnswer(Rooms.Room room) {
            this(room.id().value(), room.name(), room.capacity().orElse(null));
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        Json.send(
                response,
                200,
                events.all().stream()
                        .filter(event -> SignedIn.of(request).may(Right.SEE, event.id()))
                        .map(EventAnswer::new)
                        .toList());
    }

    private void create(ServerRequest request, ServerResponse response) {
        EventBody body = Json.read(request, EventBody.class);
        Events.Draft draft =
                new Events.Draft(
                        id("id", body.id()),
                        text("title", body.title()),
                        zone(body.zone()),
                        tag(body.tag()));
        switch (events.create(draft, SignedIn.of(request).name())) {
            case Events.Outcome.Made(Events.Event event) ->
                    Json.send(response, 201, new EventAnswer(event));
            case Events.Outcome.IdTaken() -> throw HttpProblem.taken("event", draft.id());
            case Events.Outcome.TagTaken() ->
                    throw new HttpProblem(
                            409,
                            "Another event has this tag.",
                            "tag",
                            "Leave it out, and the hub chooses one.");
        }
    }

    private void rooms(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("event");
        Events.Event event = events.find(id).orElseThrow(() -> HttpProblem.notFound("event", id));
        Json.send(response, 200, rooms.all(event.id()).stream().map(RoomAnswer::new).toList());
    }

    private void putRoom(ServerRequest request, ServerResponse response) {
        String event = request.path().pathParameters().get("event");
        String room = id("room", request.path().pathParameters().get("room"));
        RoomBody body = Json.read(request, RoomBody.class);
        Optional<Integer> capacity = Optional.ofNullable(body.capacity());
        if (capacity.filter(seats -> seats < 0 || seats > LARGEST_ROOM).isPresent()) {
            throw HttpProblem.badField("capacity", "0 to " + LARGEST_ROOM + ".");
        }
        Optional<String> name = Optional.ofNullable(body.name()).map(given -> text("name", given));
        Rooms.Change change = new Rooms.Change(name, capacity);
        switch (rooms.put(event, new RoomId(room), change, SignedIn.of(request).name())) {
            case DONE -> {
                changed.accept(event);
                response.status(204).send();
            }
            case UNKNOWN_EVENT -> throw HttpProblem.notFound("event", event);
            case OTHER_EVENT -> throw HttpProblem.taken("room", room);
            case NAME_TAKEN -> throw HttpProblem.taken("room", name.orElse(room));
        }
    }

    private static String id(String field, @Nullable String value) {
        if (value == null || !Ids.valid(value)) {
            throw HttpProblem.badField(field, "1 to 64 letters, digits, - _ .");
        }
        return value;
    }

    private static String text(String field, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > LONGEST_TEXT) {
            throw HttpProblem.badField(field, "1 to " + LONGEST_TEXT + " characters.");
        }
        return value.strip();
    }

    private static ZoneId zone(@Nullable String value) {
        try {
            return ZoneId.of(value == null ? "" : value);
        } catch (DateTimeException e) {
            throw HttpProblem.badField("zone", "A zone's name, such as Europe/Brussels.");
        }
    }

    private static Optional<EventTag> tag(@Nullable String value) {
        try {
            return Optional.ofNullable(value).map(EventTag::new);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badField("tag", String.valueOf(e.getMessage()));
        }
    }
}
