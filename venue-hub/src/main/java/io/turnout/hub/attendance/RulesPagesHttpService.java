package io.turnout.hub.attendance;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.attendance.AttendanceRules.OfSession;
import io.turnout.hub.attendance.AttendanceRules.Outcome;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The settings by which scans become attendance and credit, of an event and of a session. */
public final class RulesPagesHttpService implements HttpService {
    private static final String RULES = "/events/{event}/rules";
    private static final String OF_SESSION = "/events/{event}/sessions/{session}/rules";

    private final AttendanceRules rules;
    private final Frames frames;
    private final Pages pages;
    private final Consumer<String> changed;

    /**
     * @param changed is told the id of an event whose rules were set
     */
    public RulesPagesHttpService(
            AttendanceRules rules, Frames frames, Pages pages, Consumer<String> changed) {
        this.rules = rules;
        this.frames = frames;
        this.pages = pages;
        this.changed = changed;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules routes) {
        routes.get(RULES, Right.CHANGE_ATTENDANCE.lets(this::ask))
                .post(RULES, Right.CHANGE_ATTENDANCE.lets(this::change))
                .get(OF_SESSION, Right.CHANGE_ATTENDANCE.lets(this::askSession))
                .post(OF_SESSION, Right.CHANGE_ATTENDANCE.lets(this::changeSession));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        show(request, response, Optional.empty(), stored(request, Optional.empty()));
    }

    private void change(ServerRequest request, ServerResponse response) {
        RuleValues before = require(request);
        Form form = Form.read(request);
        Reading reading = new Reading(RulesForm.NAME, form, Words.of(request));
        Map<RuleName, String> read = RulesForm.read(reading, form, false);
        if (!reading.isGood()) {
            show(request, response, Optional.empty(), reading.fields());
            return;
        }
        Outcome outcome =
                rules.put(
                        event(request),
                        before.with(read),
                        SignedIn.of(request).name(),
                        Optional.of(reading.version()));
        Optional<Fields> refused = refused(request, outcome, reading, Optional.empty());
        if (refused.isEmpty()) {
            pages.done(response, request.path().path(), "done.rules");
        } else {
            show(request, response, Optional.empty(), refused.get());
        }
    }

    private void askSession(ServerRequest request, ServerResponse response) {
        OfSession session = requireSession(request);
        show(request, response, Optional.of(session), stored(request, Optional.of(session.id())));
    }

    private void changeSession(ServerRequest request, ServerResponse response) {
        OfSession session = requireSession(request);
        Form form = Form.read(request);
        Reading reading = new Reading(RulesForm.NAME, form, Words.of(request));
        Map<RuleName, String> own = RulesForm.read(reading, form, true);
        if (!reading.isGood()) {
            show(request, response, Optional.of(session), reading.fields());
            return;
        }
        Outcome outcome =
                rules.put(
                        event(request),
                        session.id(),
                        own,
                        SignedIn.of(request).name(),
                        Optional.of(reading.version()));
        Optional<Fields> refused = refused(request, outcome, reading, Optional.of(session.id()));
        if (refused.isEmpty()) {
            pages.done(response, request.path().path(), "done.session-rules", session.title());
        } else {
            show(request, response, Optional.of(session), refused.get());
        }
    }

    /** The form that says why they were not set; empty where they were. */
    private Optional<Fields> refused(
            ServerRequest request, Outcome outcome, Reading reading, Optional<String> session) {
        switch (outcome) {
            case Outcome.Done() -> changed.accept(event(request));
            case Outcome.Refused(Contradiction why) -> reading.refuse(why.rule().key(), why.text());
            case Outcome.Stale(Audit.Entry last) -> {
                String when = frame(request, Words.of(request)).text().moment(last.atMs());
                Fields.Editor editor = new Fields.Editor(last.who(), when);
                return Optional.of(reading.fields().against(stored(request, session), editor));
            }
            case Outcome.Unknown() -> throw HttpProblem.notFound("event", event(request));
        }
        return reading.isGood() ? Optional.empty() : Optional.of(reading.fields());
    }

    /**
     * The version first: what is newer than it only makes the form one that must be shown again.
     */
    private Fields stored(ServerRequest request, Optional<String> session) {
        String event = event(request);
        long version = rules.version(session.orElse(event));
        return RulesForm.of(
                session.map(id -> rules.require(event, id).own())
                        .orElseGet(() -> rules.require(event).texts()),
                version);
    }

    private void show(
            ServerRequest request,
            ServerResponse response,
            Optional<OfSession> session,
            Fields form) {
        Words words = Words.of(request);
        if (!form.errors().isEmpty() || form.editor() != null) {
            response.status(form.editor() == null ? 422 : 409);
        }
        pages.send(
                request,
                response,
                "rules.jte",
                Map.of(
                        "frame",
                        frame(request, words),
                        "form",
                        form,
                        "session",
                        session,
                        "groups",
                        session.map(one -> RulesForm.groups(words, one))
                                .orElseGet(() -> RulesForm.groups(words))));
    }

    private Frame frame(ServerRequest request, Words words) {
        return frames.require(event(request), words);
    }

    private RuleValues require(ServerRequest request) {
        return rules.require(event(request));
    }

    private OfSession requireSession(ServerRequest request) {
        return rules.require(event(request), request.path().pathParameters().get("session"));
    }

    private static String event(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }
}
