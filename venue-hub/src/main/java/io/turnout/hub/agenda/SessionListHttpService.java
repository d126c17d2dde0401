package io.turnout.hub.agenda;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.SessionBook.Deletion;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.access.SessionId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of sessions to manage, and what is done to one or many of them at once. */
public final class SessionListHttpService implements HttpService {
    private static final String MANAGE = "/events/{event}/sessions/manage";

    private final SessionDesk desk;
    private final Pages pages;
    private final InstantSource clock;

    public SessionListHttpService(SessionDesk desk, Pages pages, InstantSource clock) {
        this.desk = desk;
        this.pages = pages;
        this.clock = clock;
    }

    /** The routes; they must come before those of one session, whose name {@code manage} is not. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(MANAGE, Right.CHANGE_AGENDA.lets(this::list))
                .post(MANAGE, Right.CHANGE_AGENDA.lets(this::act));
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        ListQuery query = ListQuery.of(request, ManagedSessions.FILTERS);
        Map<String, String> rooms = desk.roomNames(event);
        ManagedSessions list =
                ManagedSessions.of(
                        desk.book().all(event.id()).values(), rooms, query, clock.instant());
        Frame frame = desk.frame(event, Words.of(request));
        pages.send(
                request,
                response,
                "sessionsManage.jte",
                Map.of("frame", frame, "list", list, "rooms", rooms));
    }

    private void act(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Form form = Form.read(request);
        List<SessionDraft> picked = picked(event, form);
        String manage = "/events/" + event.id() + "/sessions/manage";
        if (picked.isEmpty()) {
            pages.done(response, manage, "done.sessions-none");
            return;
        }
        SessionAction action =
                SessionAction.of(form.text("do"), desk.roomNames(event).keySet())
                        .orElseThrow(() -> HttpProblem.of(422, "do", "no-deed"));
        if (form.text("sure").isEmpty()) {
            ask(request, response, event, action, picked);
        } else if (action instanceof SessionAction.Delete) {
            delete(request, response, event, picked);
        } else {
            int changed =
                    desk.book()
                            .change(
                                    event.id(),
                                    ids(picked),
                                    action::applied,
                                    SignedIn.of(request).name());
            desk.changed().happened(event.id());
            pages.done(response, manage, "done.sessions-changed", changed);
        }
    }

    private void delete(
            ServerRequest request,
            ServerResponse response,
            EventSettings event,
            List<SessionDraft> picked) {
        switch (desk.book().delete(event.id(), ids(picked), SignedIn.of(request).name())) {
            case Deletion.Done(int sessions) -> {
                desk.changed().happened(event.id());
                String manage = "/events/" + event.id() + "/sessions/manage";
                pages.done(response, manage, "done.sessions-deleted", sessions);
            }
            case Deletion.Attended(List<SessionDraft> attended) -> {
                response.status(409);
                refuse(request, response, event, attended);
            }
        }
    }

    /** People came: cancelling is offered instead. */
    private void refuse(
            ServerRequest request,
            ServerResponse response,
            EventSettings event,
            List<SessionDraft> attended) {
        Words words = Words.of(request);
        List<String> effects = new ArrayList<>();
        effects.add(words.get("session.attended.about"));
        effects.addAll(titles(words, attended));
        question(
                request,
                response,
                event,
                new SessionAction.Cancel(),
                attended,
                new Said(
                        words.get("session.attended", attended.size()),
                        effects,
                        words.get("session.ask.cancel.verb")));
    }

    private record Said(String title, List<String> effects, String verb) {}

    private void ask(
            ServerRequest request,
            ServerResponse response,
            EventSettings event,
            SessionAction action,
            List<SessionDraft> picked) {
        Words words = Words.of(request);
        SessionDesk.Numbers numbers = desk.numbers(ids(picked));
        String key = "session.ask." + action.key();
        long already =
                picked.stream().filter(session -> action.applied(session).equals(session)).count();
        List<String> effects = new ArrayList<>();
        effects.add(words.get(key + ".about", numbers.registrations(), numbers.inside()));
        if (already > 0 && !(action instanceof SessionAction.Delete)) {
            effects.add(words.get("session.ask.already", already));
        }
        effects.addAll(titles(words, picked));
        String title = words.get(key, picked.size(), action.value(words, desk.roomNames(event)));
        question(
                request,
                response,
                event,
                action,
                picked,
                new Said(title, effects, words.get(key + ".verb")));
    }

    private static List<String> titles(Words words, List<SessionDraft> sessions) {
        int shown = Math.min(10, sessions.size());
        Stream<String> more =
                sessions.size() > shown
                        ? Stream.of(words.get("session.ask.more", sessions.size() - shown))
                        : Stream.empty();
        return Stream.concat(
                        sessions.stream().limit(shown).map(one -> "“" + one.title() + "”"), more)
                .toList();
    }

    private void question(
            ServerRequest request,
            ServerResponse response,
            EventSettings event,
            SessionAction action,
            List<SessionDraft> sessions,
            Said said) {
        String manage = "/events/" + event.id() + "/sessions/manage";
        Map<String, String> hidden =
                Map.of(
                        "do",
                        action.wire(),
                        "sure",
                        "yes",
                        "pick",
                        String.join(" ", ids(sessions).stream().map(SessionId::value).toList()));
        Question question =
                new Question(said.title(), said.effects(), manage, hidden, said.verb(), manage);
        Frame frame = desk.frame(event, Words.of(request));
        pages.send(
                request,
                response,
                "sessionsQuestion.jte",
                Map.of("frame", frame, "question", question));
    }

    private List<SessionDraft> picked(EventSettings event, Form form) {
        return form.all("pick").stream()
                .flatMap(value -> Stream.of(value.split(" ")))
                .filter(Ids::valid)
                .distinct()
                .map(id -> desk.book().find(event.id(), id))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<SessionId> ids(List<SessionDraft> sessions) {
        return sessions.stream().map(session -> session.id().orElseThrow()).toList();
    }

    private EventSettings event(ServerRequest request) {
        return desk.event(request.path().pathParameters().get("event"));
    }
}
