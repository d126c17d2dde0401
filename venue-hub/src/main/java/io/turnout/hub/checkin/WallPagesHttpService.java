package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages on which wall codes are listed, made, changed, replaced and deleted. */
final class WallPagesHttpService implements HttpService {
    static final String WALL = "/events/{event}/wall";
    static final String CODE = WALL + "/code/{name}";
    static final Right RIGHT = Right.CHANGE_ATTENDANCE;

    private static final String FORM = "field.wall";
    private static final int LONGEST_LABEL = 100;
    private static final int LONGEST_MESSAGE = 500;

    private final PinsHttpService.Setting setting;
    private final WallBook walls;

    WallPagesHttpService(PinsHttpService.Setting setting, WallBook walls) {
        this.setting = setting;
        this.walls = walls;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(WALL, RIGHT.lets(this::list))
                .get(WALL + "/new", RIGHT.lets(this::askNew))
                .post(WALL, RIGHT.lets(this::make))
                .get(CODE, RIGHT.lets(this::ask))
                .post(CODE, RIGHT.lets(this::change))
                .get(CODE + "/replace", RIGHT.lets(this::askReplace))
                .post(CODE + "/replace", RIGHT.lets(this::replace))
                .get(CODE + "/delete", RIGHT.lets(this::askDelete))
                .post(CODE + "/delete", RIGHT.lets(this::delete));
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Map<SessionId, Talk> talks =
                setting.database().read(handle -> Talk.all(handle, event)).stream()
                        .collect(Collectors.toMap(Talk::id, talk -> talk));
        setting.pages()
                .send(
                        request,
                        response,
                        "wallCodes.jte",
                        Map.of(
                                "frame",
                                setting.frame(request, event),
                                "codes",
                                walls.all(event.id()),
                                "talks",
                                talks));
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        String next = walls.nextName(setting.event(request).id());
        Map<String, String> values =
                Map.of("name", next, "session", request.query().first("session").orElse(""));
        form(request, response, "", Fields.of(FORM, Fields.single(values), 0));
    }

    private void make(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        String typed = reading.text("name", 1, 40);
        String name = WallCode.name(typed).orElse("");
        if (name.isEmpty()) {
            reading.refuse("name", "wall.name.wrong");
        }
        WallBook.Draft draft = draft(reading, event, name);
        if (reading.isGood()) {
            WallBook.Outcome outcome = walls.make(event.id(), draft, SignedIn.of(request).name());
            answer(request, response, reading, outcome);
        } else {
            again(request, response, reading.fields());
        }
    }

    private void ask(ServerRequest request, ServerResponse response) {
        WallCode code = code(request);
        form(request, response, code.name(), fields(code));
    }

    private void change(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        WallCode code = code(request);
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        WallBook.Draft draft = draft(reading, event, code.name());
        if (reading.isGood()) {
            String who = SignedIn.of(request).name();
            answer(
                    request,
                    response,
                    reading,
                    walls.change(event.id(), draft, reading.version(), who));
        } else {
            again(request, response, reading.fields());
        }
    }

    private void answer(
            ServerRequest request,
            ServerResponse response,
            Reading reading,
            WallBook.Outcome outcome) {
        switch (outcome) {
            case WallBook.Outcome.Done(WallCode code) -> {
                setting.door().changed();
                setting.pages().done(response, path(request), "done.wall", code.name());
            }
            case WallBook.Outcome.Taken() -> {
                reading.refuse("name", "wall.name.taken");
                again(request, response, reading.fields());
            }
            case WallBook.Outcome.Stale(WallCode now, var last) -> {
                VenueText text = setting.frame(request, setting.event(request)).text();
                Fields.Editor editor = new Fields.Editor(last.who(), text.moment(last.atMs()));
                again(request, response, reading.fields().against(fields(now), editor));
            }
            case WallBook.Outcome.Unknown() -> throw unknown(request);
        }
    }

    private WallBook.Draft draft(Reading reading, EventFacts event, String name) {
        List<String> sessions = List.copyOf(sessions(event, reading).keySet());
        String label = reading.text("label", 1, LONGEST_LABEL);
        String session = reading.choice("session", sessions);
        String english = reading.lines("message-en", LONGEST_MESSAGE);
        String german = reading.lines("message-de", LONGEST_MESSAGE);
        boolean off = reading.ticked("off");
        return new WallBook.Draft(
                name,
                label,
                new SessionId(session.isEmpty() ? "none" : session),
                new WallCode.Messages(english, german),
                off);
    }

    private Map<String, String> sessions(EventFacts event, Reading reading) {
        Map<String, String> ids = new LinkedHashMap<>();
        setting.database()
                .read(handle -> Talk.all(handle, event))
                .forEach(talk -> ids.put(talk.id().value(), talk.title()));
        if (ids.isEmpty()) {
            reading.refuse("session", "wall.no-session");
        }
        return ids;
    }

    private static Fields fields(WallCode code) {
        return Fields.of(
                FORM,
                Fields.single(
                        Map.of(
                                "label", code.label(),
                                "session", code.session().value(),
                                "message-en", code.messages().en(),
                                "message-de", code.messages().de(),
                                "off", code.off() ? "yes" : "")),
                code.version());
    }

    private void again(ServerRequest request, ServerResponse response, Fields form) {
        response.status(form.editor() == null ? 422 : 409);
        form(request, response, request.path().pathParameters().first("name").orElse(""), form);
    }

    private void form(ServerRequest request, ServerResponse response, String name, Fields form) {
        EventFacts event = setting.event(request);
        Frame frame = setting.frame(request, event);
        Map<String, String> sessions = new LinkedHashMap<>();
        for (Talk talk : setting.database().read(handle -> Talk.all(handle, event))) {
            String when = frame.text().moment(talk.startMs());
            sessions.put(
                    talk.id().value(), "%s, %s, %s".formatted(when, talk.title(), talk.room()));
        }
        setting.pages()
                .send(
                        request,
                        response,
                        "wallCode.jte",
                        Map.of("frame", frame, "name", name, "form", form, "sessions", sessions));
    }

    private void askReplace(ServerRequest request, ServerResponse response) {
        question(request, response, "replace");
    }

    private void askDelete(ServerRequest request, ServerResponse response) {
        question(request, response, "delete");
    }

    private void question(ServerRequest request, ServerResponse response, String what) {
        WallCode code = code(request);
        Words words = Words.of(request);
        String path = path(request) + "/code/" + code.name();
        Question question =
                new Question(
                        words.get("wall." + what + ".title", code.name()),
                        List.of(
                                words.get("wall." + what + ".prints"),
                                words.get("wall.attendance-stays")),
                        path + "/" + what,
                        Map.of(),
                        words.get("wall." + what),
                        path);
        setting.ask(request, response, setting.event(request), question);
    }

    private void replace(ServerRequest request, ServerResponse response) {
        WallCode code = code(request);
        Form.read(request);
        walls.replace(setting.event(request).id(), code.name(), SignedIn.of(request).name());
        setting.pages().done(response, path(request), "done.wall-replaced", code.name());
    }

    private void delete(ServerRequest request, ServerResponse response) {
        WallCode code = code(request);
        Form.read(request);
        walls.delete(setting.event(request).id(), code.name(), SignedIn.of(request).name());
        setting.pages().done(response, path(request), "done.wall-deleted", code.name());
    }

    private WallCode code(ServerRequest request) {
        String name = request.path().pathParameters().get("name");
        return walls.find(setting.event(request).id(), name).orElseThrow(() -> unknown(request));
    }

    private static HttpProblem unknown(ServerRequest request) {
        return HttpProblem.notFound("wall code", request.path().pathParameters().get("name"));
    }

    private static String path(ServerRequest request) {
        return "/events/" + request.path().pathParameters().get("event") + "/wall";
    }
}
