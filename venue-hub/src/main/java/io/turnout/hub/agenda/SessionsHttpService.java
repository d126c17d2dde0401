package io.turnout.hub.agenda;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.Sessions.DoorSettings;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.Access;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.WalkIn;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sessions and their doors' settings, for programs. */
public final class SessionsHttpService implements HttpService {
    private static final int LARGEST = 1_000_000;
    private static final int DAY = 24 * 60;

    private final Events events;
    private final Sessions sessions;
    private final Consumer<String> changed;

    /**
     * @param changed is told the id of an event that changed
     */
    public SessionsHttpService(Events events, Sessions sessions, Consumer<String> changed) {
        this.events = events;
        this.sessions = sessions;
        this.changed = changed;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/events/{event}/sessions", Right.SEE.lets(this::list))
                .post(
                        "/api/v1/events/{event}/sessions/{session}",
                        Right.CHANGE_AGENDA.lets(this::set));
    }

    private record SessionAnswer(
            String id,
            String title,
            String room,
            String day,
            String start,
            String end,
            String track,
            String access,
            String walkIn,
            String reEntry,
            @Nullable Integer capacity,
            int earlyMinutes,
            int lateMinutes,
            boolean cancelled,
            long registered) {
        SessionAnswer(Sessions.Session s) {
            this(
                    s.id().value(),
                    s.title(),
                    s.room().value(),
                    s.day().toString(),
                    s.start().toString(),
                    s.end().toString(),
                    s.track(),
                    wire(s.settings().access()),
                    wire(s.settings().walkIn()),
                    wire(s.settings().reEntry()),
                    s.holds().orElse(null),
                    s.settings().earlyMinutes(),
                    s.settings().lateMinutes(),
                    s.settings().cancelled(),
                    s.registered());
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("event");
        Events.Event event = events.find(id).orElseThrow(() -> HttpProblem.notFound("event", id));
        Json.send(
                response, 200, sessions.all(event.id()).stream().map(SessionAnswer::new).toList());
    }

    private void set(ServerRequest request, ServerResponse response) {
        String event = request.path().pathParameters().get("event");
        String session = request.path().pathParameters().get("session");
        JsonNode body = Json.read(request, JsonNode.class);
        Sessions.Session after =
                sessions.set(
                                event,
                                session,
                                before -> merged(before, body),
                                SignedIn.of(request).name())
                        .orElseThrow(() -> HttpProblem.notFound("session", session));
        changed.accept(event);
        Json.send(response, 200, new SessionAnswer(after));
    }

    /** What the body names is set, the rest stays; a capacity of null is the room's. */
    private static DoorSettings merged(DoorSettings before, JsonNode body) {
        return new DoorSettings(
                choice(body, "access", before.access(), Access.class),
                choice(body, "walkIn", before.walkIn(), WalkIn.class),
                choice(body, "reEntry", before.reEntry(), ReEntry.class),
                capacity(body, before.capacity()),
                number(body, "earlyMinutes", before.earlyMinutes(), DAY),
                number(body, "lateMinutes", before.lateMinutes(), DAY),
                flag(body, before.cancelled()));
    }

    private static Optional<Integer> capacity(JsonNode body, Optional<Integer> before) {
        if (!body.has("capacity")) {
            return before;
        }
        return body.get("capacity").isNull()
                ? Optional.empty()
                : Optional.of(number(body, "capacity", 0, LARGEST));
    }

    private static int number(JsonNode body, String field, int before, int most) {
        if (!body.has(field)) {
            return before;
        }
        JsonNode value = body.get(field);
        if (!value.isInt() || value.asInt() < 0 || value.asInt() > most) {
            throw HttpProblem.badField(field, "A whole number from 0 to " + most + ".");
        }
        return value.asInt();
    }

    private static boolean flag(JsonNode body, boolean before) {
        if (!body.has("cancelled")) {
            return before;
        }
        if (!body.get("cancelled").isBoolean()) {
            throw HttpProblem.badField("cancelled", "true or false.");
        }
        return body.get("cancelled").asBoolean();
    }

    private static <E extends Enum<E>> E choice(
            JsonNode body, String field, E before, Class<E> type) {
        if (!body.has(field)) {
            return before;
        }
        StringBuilder allowed = new StringBuilder("One of");
        for (E value : type.getEnumConstants()) {
            if (wire(value).equals(body.get(field).asText())) {
                return value;
            }
            allowed.append(' ').append(wire(value));
        }
        throw HttpProblem.badField(field, allowed.append('.').toString());
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
