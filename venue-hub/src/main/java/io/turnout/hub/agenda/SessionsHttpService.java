package io.turnout.hub.agenda;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.SessionBook.Deletion;
import io.turnout.hub.agenda.SessionBook.Fault;
import io.turnout.hub.agenda.SessionBook.Outcome;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions, for programs. What a body names is set, the rest stays. */
public final class SessionsHttpService implements HttpService {
    private static final String SESSIONS = "/api/v1/events/{event}/sessions";
    private static final String SESSION = SESSIONS + "/{session}";

    private final SessionDesk desk;
    private final Sessions sessions;

    public SessionsHttpService(SessionDesk desk, Sessions sessions) {
        this.desk = desk;
        this.sessions = sessions;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(SESSIONS, Right.SEE.lets(this::list))
                .post(SESSIONS, Right.CHANGE_AGENDA.lets(this::create))
                .get(SESSION, Right.CHANGE_AGENDA.lets(this::one))
                .post(SESSION, Right.CHANGE_AGENDA.lets(this::change))
                .delete(SESSION, Right.CHANGE_AGENDA.lets(this::delete));
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
                    Sessions.wire(s.settings().access()),
                    Sessions.wire(s.settings().walkIn()),
                    Sessions.wire(s.settings().reEntry()),
                    s.holds().orElse(null),
                    s.settings().earlyMinutes(),
                    s.settings().lateMinutes(),
                    s.settings().cancelled(),
                    s.registered());
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Json.send(
                response,
                200,
                sessions.all(event.id().value()).stream().map(SessionAnswer::new).toList());
    }

    private void one(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Json.send(response, 200, new SessionJson.Answer(session(request, event), event));
    }

    private void create(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        store(request, response, event, Optional.empty());
    }

    private void change(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        store(request, response, event, Optional.of(session(request, event)));
    }

    /** Without a version a program changes whatever is there now. */
    private void store(
            ServerRequest request,
            ServerResponse response,
            EventSettings event,
            Optional<SessionDraft> known) {
        JsonNode body = Json.read(request, JsonNode.class);
        Map<String, List<String>> before =
                known.map(session -> SessionForm.values(session, event))
                        .orElseGet(() -> SessionForm.defaults(event));
        known.ifPresent(
                session -> before.put("version", List.of(String.valueOf(session.version()))));
        Form form = new Form(SessionJson.over(before, body));
        Reading reading = new Reading(SessionForm.NAME, form, Words.of(request));
        SessionDraft read = SessionForm.read(reading, desk.around(event, known)).draft();
        if (!reading.isGood()) {
            Map.Entry<String, String> first =
                    reading.fields().errors().entrySet().iterator().next();
            throw HttpProblem.badField(SessionJson.name(first.getKey()), first.getValue());
        }
        boolean cancelled = SessionJson.cancelled(read.door().cancelled(), body);
        SessionDraft wanted = read.with(read.door().cancelled(cancelled));
        String who = SignedIn.of(request).name();
        switch (desk.book().save(event.id(), List.of(wanted), who)) {
            case Outcome.Done(List<SessionId> ids, _) -> {
                desk.changed().happened(event.id());
                String id = ids.getFirst().value();
                SessionDraft now = desk.book().find(event.id(), id).orElseThrow();
                Json.send(
                        response, known.isEmpty() ? 201 : 200, new SessionJson.Answer(now, event));
            }
            case Outcome.Refused(Map<Integer, Fault> faults) ->
                    throw problem(Optional.ofNullable(faults.get(0)).orElseThrow(), wanted);
        }
    }

    private static HttpProblem problem(Fault fault, SessionDraft wanted) {
        return switch (fault) {
            case Fault.Stale(SessionDraft now, var last) ->
                    new HttpProblem(
                            409,
                            "%s changed this session since: %s."
                                    .formatted(last.who(), last.detail()),
                            "version",
                            "Read it again; its version is %d now.".formatted(now.version()));
            case Fault.CodeTaken() -> HttpProblem.taken("code", wanted.code());
            case Fault.NoRoom() -> HttpProblem.notFound("room", wanted.room().value());
            case Fault.OneSession() ->
                    new HttpProblem(
                            409,
                            "This event is one session, and has it.",
                            "event",
                            "Change its level of service first.");
            case Fault.Unknown() ->
                    HttpProblem.notFound("session", wanted.id().map(SessionId::value).orElse(""));
        };
    }

    private void delete(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        SessionId id = session(request, event).id().orElseThrow();
        switch (desk.book().delete(event.id(), List.of(id), SignedIn.of(request).name())) {
            case Deletion.Done(_) -> {
                desk.changed().happened(event.id());
                response.status(204).send();
            }
            case Deletion.Attended(_) ->
                    throw new HttpProblem(
                            409,
                            "People came to this session: it is not deleted.",
                            "session",
                            "Cancel it: {\"cancelled\": true}.");
        }
    }

    private EventSettings event(ServerRequest request) {
        return desk.event(request.path().pathParameters().get("event"));
    }

    private SessionDraft session(ServerRequest request, EventSettings event) {
        return desk.session(request.path().pathParameters().get("session"), event);
    }
}
