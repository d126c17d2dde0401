package io.turnout.hub.agenda;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The presenters of an event: who presents what, and one name for each. */
public final class PresentersHttpService implements HttpService {
    private static final String PRESENTERS = "/events/{event}/presenters";
    private static final String NAME = "field.presenter";

    private final SessionDesk desk;
    private final Pages pages;

    public PresentersHttpService(SessionDesk desk, Pages pages) {
        this.desk = desk;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PRESENTERS, Right.CHANGE_AGENDA.lets(this::list))
                .get(PRESENTERS + "/edit", Right.CHANGE_AGENDA.lets(this::ask))
                .post(PRESENTERS + "/edit", Right.CHANGE_AGENDA.lets(this::rename));
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Frame frame = desk.frame(event, Words.of(request));
        if (event.oneSession()) {
            response.status(404);
            pages.send(request, response, "sessionsAbsent.jte", Map.of("frame", frame));
            return;
        }
        ListQuery query = ListQuery.of(request, "q");
        String wanted = ManagedSessions.plain(query.filter("q"));
        Presenters presenters = presenters(event);
        List<Map.Entry<String, List<SessionDraft>>> matching =
                presenters.sessions().entrySet().stream()
                        .filter(one -> ManagedSessions.plain(one.getKey()).contains(wanted))
                        .toList();
        pages.send(
                request,
                response,
                "presenters.jte",
                Map.of(
                        "frame", frame,
                        "query", query,
                        "rows",
                                matching.stream()
                                        .skip(query.offset())
                                        .limit(ListQuery.ROWS)
                                        .toList(),
                        "matching", matching.size(),
                        "all", presenters.sessions().size()));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        String name = request.query().first("name").orElse("");
        show(request, response, name, Fields.of(NAME, Fields.single(Map.of("name", name)), 0));
    }

    /** Puts another name on all sessions of one; two names of one person become one this way. */
    private void rename(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Form form = Form.read(request);
        String from = form.text("from");
        Reading reading = new Reading(NAME, form, Words.of(request));
        String to = reading.text("name", 1, SessionMaker.LONGEST_NAME);
        if (!reading.isGood()) {
            response.status(422);
            show(request, response, from, reading.fields());
            return;
        }
        List<SessionId> theirs =
                sessions(event, from).stream().map(one -> one.id().orElseThrow()).toList();
        int changed =
                desk.book()
                        .change(
                                event.id(),
                                theirs,
                                session -> Presenters.renamed(session, from, to),
                                SignedIn.of(request).name());
        desk.changed().happened(event.id());
        String path = "/events/" + event.id() + "/presenters";
        pages.done(response, path, "done.presenter", to, changed);
    }

    private void show(ServerRequest request, ServerResponse response, String name, Fields form) {
        EventSettings event = event(request);
        pages.send(
                request,
                response,
                "presenterEdit.jte",
                Map.of(
                        "frame",
                        desk.frame(event, Words.of(request)),
                        "name",
                        name,
                        "form",
                        form,
                        "sessions",
                        sessions(event, name)));
    }

    private List<SessionDraft> sessions(EventSettings event, String name) {
        return Optional.ofNullable(presenters(event).sessions().get(name))
                .orElseThrow(() -> HttpProblem.notFound("presenter", name));
    }

    private Presenters presenters(EventSettings event) {
        return Presenters.of(desk.book().all(event.id()).values());
    }

    private EventSettings event(ServerRequest request) {
        return desk.event(request.path().pathParameters().get("event"));
    }
}
