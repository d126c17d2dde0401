package io.turnout.hub.corrections;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Correction.Kind;
import io.turnout.hub.corrections.CorrectionBook.Outcome;
import io.turnout.hub.corrections.CorrectionHttpService.Shown;
import io.turnout.hub.people.Attendee;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Corrects one attendee's attendance: what is there, a form, what it would change, and done. */
final class PersonCorrectionHttpService implements HttpService {
    private static final String PATH = "/events/{event}/people/{person}/corrections";

    private final CorrectionHttpService desk;

    PersonCorrectionHttpService(CorrectionHttpService desk) {
        this.desk = desk;
    }

    Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, Right.CHANGE_ATTENDANCE.lets(this::show))
                .post(PATH, Right.CHANGE_ATTENDANCE.lets(this::step));
    }

    /** What a request is about. */
    private record Asked(
            EventFacts event,
            Attendee person,
            Frame frame,
            SessionChoices sessions,
            Optional<Kind> kind) {
        String path() {
            return frame.path("/people/" + person.id() + "/corrections");
        }
    }

    private Asked asked(ServerRequest request, String kind) {
        EventFacts event = desk.event(request);
        String id = request.path().pathParameters().get("person");
        long person = id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
        Frame frame = desk.frame(request);
        return desk.database()
                .read(handle ->
                        new Asked(
                                event,
                                PeopleBook.find(handle, event.id(), person)
                                        .orElseThrow(() -> HttpProblem.notFound("attendee", id)),
                                frame,
                                SessionChoices.of(handle, event.id().value(), event.zone()),
                                CorrectionForm.kind(kind)));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Asked asked = asked(request, request.query().first("do").orElse(""));
        String session = request.query().first("session").orElse("");
        Map<String, String> values = new LinkedHashMap<>();
        values.put("session", session);
        values.put("times", times(asked, session));
        form(
                request,
                response,
                asked,
                Fields.of(CorrectionForm.NAME, Fields.single(values), desk.book().newest()));
    }

    /** What counts now, as it is typed: most of it may be right. */
    private String times(Asked asked, String session) {
        return desk
                .database()
                .read(handle ->
                        new CorrectionQueries(handle)
                                .times(asked.person().id(), session, asked.event().zone()))
                .stream()
                .collect(Collectors.joining("\n"));
    }

    private void step(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        Asked asked = asked(request, form.text("do"));
        CorrectionForm typed = new CorrectionForm(form, Words.of(request), asked.sessions());
        Kind kind = asked.kind().orElseThrow(() -> HttpProblem.notFound("kind", form.text("do")));
        Optional<Wanted> wanted =
                typed.person(kind, asked.person().id(), number -> find(asked.event(), number));
        String step = form.text("step");
        if (wanted.isEmpty() || step.equals("edit")) {
            response.status(wanted.isEmpty() ? 422 : 200);
            form(request, response, asked, typed.reading().fields());
        } else if (step.equals("apply")) {
            apply(request, response, asked, new Step(form, typed, wanted.get()));
        } else {
            Preview preview =
                    desk.book()
                            .preview(asked.event(), wanted.get())
                            .orElseThrow(() -> HttpProblem.notFound("scan", "of this event"));
            Step now = new Step(form, typed, wanted.get());
            preview(request, response, asked, now, Shown.first(preview));
        }
    }

    private record Step(Form form, CorrectionForm typed, Wanted wanted) {}

    private void apply(ServerRequest request, ServerResponse response, Asked asked, Step step) {
        switch (desk.make(request, asked.event(), step.wanted(), step.form())) {
            case Outcome.Made(long number, int _) -> {
                desk.awaitFolded();
                desk.pages().done(response, asked.path(), "done.corrected", number);
            }
            case Outcome.Changed(Preview now, List<Listed> since) -> {
                response.status(409);
                preview(request, response, asked, step, new Shown(now, since, true));
            }
            case Outcome.Refused(String what) -> throw HttpProblem.notFound("object", what);
        }
    }

    private void preview(
            ServerRequest request, ServerResponse response, Asked asked, Step step, Shown shown) {
        Words words = Words.of(request);
        Applying applying =
                new Applying(
                        words.get("corrections.title.person", asked.person().name()),
                        asked.path(),
                        asked.path(),
                        words.get("corrections.do." + step.wanted().kind().key()),
                        step.wanted().why(),
                        Applying.hidden(step.form()),
                        step.typed().warnings(),
                        shown.others(),
                        shown.stale());
        desk.preview(request, response, asked.frame(), applying, shown.preview());
    }

    private void form(ServerRequest request, ServerResponse response, Asked asked, Fields fields) {
        String event = asked.event().id().value();
        long person = asked.person().id();
        Map<String, Object> model = new HashMap<>();
        desk.database()
                .read(handle -> {
                    CorrectionQueries queries = new CorrectionQueries(handle);
                    model.put("rows", new PersonEvidence(handle).of(event, person));
                    model.put(
                            "said",
                            queries.page(
                                    new CorrectionQueries.Asked(
                                            event, "", "", Optional.of(person), Optional.empty()),
                                    0,
                                    Preview.SHOWN));
                    return model;
                });
        model.put("frame", asked.frame());
        model.put("person", asked.person());
        model.put("kind", asked.kind().map(Kind::key).orElse(""));
        model.put("sessions", asked.sessions().options(asked.frame().text()));
        model.put("form", fields);
        desk.pages().send(request, response, "correctionPerson.jte", model);
    }

    private Optional<Long> find(EventFacts event, String number) {
        return desk.database()
                .read(handle -> new CorrectionQueries(handle).byNumber(event.id().value(), number));
    }
}
