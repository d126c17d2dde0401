package io.turnout.hub.corrections;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.corrections.CorrectionBook.Outcome;
import io.turnout.hub.corrections.CorrectionQueries.Asked;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All corrections of an event, and taking one back by another. */
final class CorrectionListHttpService implements HttpService {
    private static final String PATH = "/events/{event}/corrections";
    private static final String UNDO = PATH + "/{number}/undo";

    private final CorrectionHttpService desk;

    CorrectionListHttpService(CorrectionHttpService desk) {
        this.desk = desk;
    }

    Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, Right.CHANGE_ATTENDANCE.lets(this::list))
                .get(PATH + "/progress", Right.CHANGE_ATTENDANCE.lets(this::progress))
                .get(UNDO, Right.CHANGE_ATTENDANCE.lets(this::ask))
                .post(UNDO, Right.CHANGE_ATTENDANCE.lets(this::undo));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Frame frame = desk.frame(request);
        ListQuery query = ListQuery.of(request, "number", "session", "kind", "state");
        Map<String, Object> model = new HashMap<>();
        desk.database()
                .read(handle -> {
                    CorrectionQueries queries = new CorrectionQueries(handle);
                    Asked asked = asked(queries, frame.event(), query);
                    model.put("rows", queries.page(asked, query.offset(), ListQuery.ROWS));
                    model.put("matching", queries.count(asked));
                    model.put("waiting", queries.waiting());
                    model.put(
                            "sessions",
                            SessionChoices.of(handle, frame.event(), frame.text().zone())
                                    .options(frame.text()));
                    return model;
                });
        model.put("frame", frame);
        model.put("query", query);
        desk.pages().send(request, response, "corrections.jte", model);
    }

    /** Nobody has a number that nobody has: the list is empty then. */
    private static Asked asked(CorrectionQueries queries, String event, ListQuery query) {
        Optional<Long> person =
                query.filter("number").isEmpty()
                        ? Optional.empty()
                        : Optional.of(queries.byNumber(event, query.filter("number")).orElse(-1L));
        return new Asked(
                event,
                query.filter("kind"),
                query.filter("state"),
                person,
                Optional.of(query.filter("session")).filter(id -> !id.isEmpty()));
    }

    private void progress(ServerRequest request, ServerResponse response) {
        long waiting = desk.database().read(handle -> new CorrectionQueries(handle).waiting());
        desk.pages()
                .send(
                        request,
                        response,
                        "correctionProgress.jte",
                        Map.of("frame", desk.frame(request), "waiting", waiting));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        Shown shown = new Shown(Fields.empty(CorrectionForm.NAME), Optional.empty(), List.of());
        page(request, response, shown);
    }

    private void undo(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        EventFacts event = desk.event(request);
        CorrectionForm typed =
                new CorrectionForm(
                        form, Words.of(request), new SessionChoices(event.zone(), List.of()));
        String why = typed.why();
        if (!typed.reading().isGood()) {
            response.status(422);
            page(
                    request,
                    response,
                    new Shown(typed.reading().fields(), Optional.empty(), List.of()));
            return;
        }
        long number = listed(request).number();
        Outcome outcome = desk.make(request, event, Wanted.undo(number, why), form);
        switch (outcome) {
            case Outcome.Made(long undo, int _) -> {
                desk.awaitFolded();
                String back = desk.frame(request).path("/corrections");
                desk.pages().done(response, back, "done.correction-undone", number, undo);
            }
            case Outcome.Changed(Preview now, List<Listed> since) -> {
                response.status(409);
                page(
                        request,
                        response,
                        new Shown(typed.reading().fields(), Optional.of(now), since));
            }
            case Outcome.Refused(String _) -> throw isUndone(Words.of(request));
        }
    }

    private record Shown(Fields form, Optional<Preview> changed, List<Listed> others) {}

    private void page(ServerRequest request, ServerResponse response, Shown shown) {
        Listed listed = listed(request);
        if (!listed.holds()) {
            throw isUndone(Words.of(request));
        }
        Preview preview =
                shown.changed()
                        .or(() ->
                                desk.book()
                                        .preview(
                                                desk.event(request),
                                                Wanted.undo(listed.number(), "")))
                        .orElseThrow(() -> isUndone(Words.of(request)));
        Map<String, Object> model = new HashMap<>();
        model.put("frame", desk.frame(request));
        model.put("listed", listed);
        model.put("preview", preview);
        model.put("form", shown.form());
        model.put("newest", desk.book().newest());
        model.put("others", shown.others());
        model.put("stale", shown.changed().isPresent());
        desk.pages().send(request, response, "correctionUndo.jte", model);
    }

    private static HttpProblem isUndone(Words words) {
        return new HttpProblem(
                409,
                words.get("corrections.fault.undone"),
                "correction",
                words.get("corrections.fault.undone.fix"));
    }

    private Listed listed(ServerRequest request) {
        String text = request.path().pathParameters().get("number");
        long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        String event = desk.event(request).id().value();
        return desk.database()
                .read(handle -> new CorrectionQueries(handle).find(event, number))
                .orElseThrow(() -> HttpProblem.notFound("correction", text));
    }
}
