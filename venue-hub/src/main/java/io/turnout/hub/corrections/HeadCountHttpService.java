package io.turnout.hub.corrections;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.corrections.CorrectionHttpService.AtSession;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Takes down how many people staff counted in a session; its page compares. */
final class HeadCountHttpService implements HttpService {
    private static final String PATH = "/events/{event}/sessions/{session}/head-count";
    private static final int MOST = 1_000_000;

    private final CorrectionHttpService desk;
    private final Audit audit;

    HeadCountHttpService(CorrectionHttpService desk, Audit audit) {
        this.desk = desk;
        this.audit = audit;
    }

    Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, Right.CHANGE_ATTENDANCE.lets(this::ask))
                .post(PATH, Right.CHANGE_ATTENDANCE.lets(this::take));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        AtSession asked = desk.session(request);
        long now = asked.frame().text().now().toEpochMilli();
        Map<String, String> values = Map.of("at", asked.frame().text().time(now));
        Fields form = Fields.of(CorrectionForm.NAME, Fields.single(values), 0);
        page(request, response, asked, form);
    }

    private void take(ServerRequest request, ServerResponse response) {
        AtSession asked = desk.session(request);
        CorrectionForm typed =
                new CorrectionForm(Form.read(request), Words.of(request), asked.sessions());
        Optional<Instant> at = typed.time("at", asked.session());
        int people = typed.reading().needsNumber("people", 0, MOST);
        if (at.isEmpty()) {
            typed.reading().refuse("at", "form.missing");
        }
        if (at.isEmpty() || !typed.reading().isGood()) {
            response.status(422);
            page(request, response, asked, typed.reading().fields());
            return;
        }
        SignedIn user = SignedIn.of(request);
        desk.database().change(handle -> write(handle, asked, at.get(), people, user));
        String back = asked.frame().path("/sessions/" + asked.session().id());
        desk.pages().done(response, back, "done.head-count", people);
    }

    private void write(Handle handle, AtSession asked, Instant at, int people, SignedIn user) {
        handle.execute(
                "INSERT INTO head_count (session, at_ms, people, hub_user, who, made_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                asked.session().id(),
                at.toEpochMilli(),
                people,
                user.user(),
                user.name(),
                asked.frame().text().now().toEpochMilli());
        audit.add(handle, user.name(), "count heads", asked.session().id(), at + ": " + people);
    }

    private void page(
            ServerRequest request, ServerResponse response, AtSession asked, Fields form) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", asked.frame());
        model.put("session", asked.session());
        model.put("form", form);
        desk.pages().send(request, response, "headCount.jte", model);
    }
}
