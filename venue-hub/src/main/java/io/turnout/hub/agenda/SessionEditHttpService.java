package io.turnout.hub.agenda;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.SessionBook.Fault;
import io.turnout.hub.agenda.SessionBook.Outcome;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A new session, a copy of one, and the settings of each. */
public final class SessionEditHttpService implements HttpService {
    private static final String SESSIONS = "/events/{event}/sessions";

    private final SessionDesk desk;
    private final Pages pages;
    private final InstantSource clock;

    public SessionEditHttpService(SessionDesk desk, Pages pages, InstantSource clock) {
        this.desk = desk;
        this.pages = pages;
        this.clock = clock;
    }

    /** The routes; they must come before those of one session, whose name {@code new} is not. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(SESSIONS + "/new", Right.CHANGE_AGENDA.lets(this::askNew))
                .post(SESSIONS, Right.CHANGE_AGENDA.lets(this::create))
                .get(SESSIONS + "/{session}/edit", Right.CHANGE_AGENDA.lets(this::ask))
                .post(SESSIONS + "/{session}/edit", Right.CHANGE_AGENDA.lets(this::change));
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Map<String, List<String>> values = new LinkedHashMap<>(SessionForm.defaults(event));
        request.query()
                .first("from")
                .asOptional()
                .flatMap(id -> desk.book().find(event.id(), id))
                .ifPresent(model -> values.putAll(SessionForm.values(model, event)));
        values.remove("code");
        show(request, response, event, Optional.empty(), Fields.of(SessionForm.NAME, values, 0));
    }

    private void create(ServerRequest request, ServerResponse response) {
        store(request, response, event(request), Optional.empty());
    }

    private void ask(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        SessionDraft session = session(request, event);
        show(request, response, event, Optional.of(session), fields(session, event));
    }

    private void change(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        store(request, response, event, Optional.of(session(request, event)));
    }

    private void store(
            ServerRequest request,
            ServerResponse response,
            EventSettings event,
            Optional<SessionDraft> known) {
        Words words = Words.of(request);
        Reading reading = new Reading(SessionForm.NAME, Form.read(request), words);
        SessionForm.Read read = SessionForm.read(reading, desk.around(event, known));
        if (!reading.isGood()) {
            show(request, response, event, known, reading.fields());
            return;
        }
        String who = SignedIn.of(request).name();
        switch (desk.book().save(event.id(), List.of(read.draft()), who)) {
            case Outcome.Done done -> {
                desk.changed().happened(event.id());
                said(request, response, event, read, done.ids().getFirst().value());
            }
            case Outcome.Refused(Map<Integer, Fault> faults) -> {
                Fault fault = Optional.ofNullable(faults.get(0)).orElseThrow();
                show(request, response, event, known, refused(request, reading, fault, event));
            }
        }
    }

    /** Goes on to the session, and says what became of a time that the clock jumps over. */
    private void said(
            ServerRequest request,
            ServerResponse response,
            EventSettings event,
            SessionForm.Read read,
            String id) {
        String path = "/events/" + event.id() + "/sessions/" + id + "/edit";
        VenueText text = text(request, event);
        List<WallTime.Skipped> skipped =
                read.clock().stream()
                        .filter(WallTime.Skipped.class::isInstance)
                        .map(WallTime.Skipped.class::cast)
                        .toList();
        if (skipped.isEmpty()) {
            pages.done(response, path, "done.session", read.draft().title());
            return;
        }
        pages.done(
                response,
                path,
                "done.session-skipped",
                read.draft().title(),
                skipped.stream()
                        .map(time -> time.typed().toLocalTime().toString())
                        .collect(Collectors.joining(", ")),
                skipped.stream()
                        .map(time -> text.time(time.instant().toEpochMilli()))
                        .collect(Collectors.joining(", ")));
    }

    private Fields refused(
            ServerRequest request, Reading reading, Fault fault, EventSettings event) {
        return switch (fault) {
            case Fault.Stale(SessionDraft now, var last) -> {
                String when = text(request, event).moment(last.atMs());
                yield reading.fields()
                        .against(fields(now, event), new Fields.Editor(last.who(), when));
            }
            case Fault.CodeTaken() -> refused(reading, "code", "session.code.taken");
            case Fault.NoRoom() -> refused(reading, "room", "session.room.unknown");
            case Fault.OneSession() -> refused(reading, "title", "session.one-session");
            case Fault.Unknown() ->
                    throw HttpProblem.notFound(
                            "session", request.path().pathParameters().get("session"));
        };
    }

    private static Fields refused(Reading reading, String field, String key) {
        reading.refuse(field, key);
        return reading.fields();
    }

    private void show(
            ServerRequest request,
            ServerResponse response,
            EventSettings event,
            Optional<SessionDraft> known,
            Fields form) {
        Words words = Words.of(request);
        if (!form.errors().isEmpty() || form.editor() != null) {
            response.status(form.editor() == null ? 422 : 409);
        }
        boolean absent =
                known.isEmpty() && event.oneSession() && !desk.book().all(event.id()).isEmpty();
        Map<String, Object> model = new HashMap<>();
        model.put("frame", desk.frame(event, words));
        if (absent) {
            response.status(404);
            pages.send(request, response, "sessionsAbsent.jte", model);
            return;
        }
        model.put("form", form);
        model.put("session", known);
        model.put("warnings", known.map(one -> desk.warnings(event, one)).orElse(List.of()));
        model.put("rooms", desk.roomNames(event));
        model.put("access", said(words, SessionForm.ACCESS));
        model.put("policies", said(words, SessionForm.WALK_IN));
        model.put("reEntry", said(words, SessionForm.RE_ENTRY));
        model.put("turns", said(words, SessionTimes.TURNS));
        pages.send(request, response, "sessionEdit.jte", model);
    }

    private VenueText text(ServerRequest request, EventSettings event) {
        return new VenueText(Words.of(request), event.zone(), clock.instant());
    }

    private static Fields fields(SessionDraft session, EventSettings event) {
        return Fields.of(SessionForm.NAME, SessionForm.values(session, event), session.version());
    }

    private static Map<String, String> said(Words words, List<String> keys) {
        Map<String, String> said = new LinkedHashMap<>();
        keys.forEach(key -> said.put(key, words.get("field.session.choice." + key)));
        return said;
    }

    private EventSettings event(ServerRequest request) {
        return desk.event(request.path().pathParameters().get("event"));
    }

    private SessionDraft session(ServerRequest request, EventSettings event) {
        return desk.session(request.path().pathParameters().get("session"), event);
    }
}
