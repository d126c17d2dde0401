package io.turnout.hub.privacy;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.List;
import java.util.Map;

/** Erases one attendee: what goes and what stays, a reason, and the number typed once more. */
final class EraseHttpService implements HttpService {
    private static final String ERASE = "/events/{event}/people/{person}/erase";
    private static final String FORM = "field.erase";
    private static final int LONGEST_WHY = 300;

    private final Database database;
    private final Erasures erasures;
    private final Frames frames;
    private final Pages pages;

    EraseHttpService(Database database, Erasures erasures, Frames frames, Pages pages) {
        this.database = database;
        this.erasures = erasures;
        this.frames = frames;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ERASE, Right.CHANGE_PEOPLE.lets(this::ask))
                .post(ERASE, Right.CHANGE_PEOPLE.lets(this::erase));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        show(request, response, preview(request), Fields.empty(FORM));
    }

    private void erase(ServerRequest request, ServerResponse response) {
        Erasures.Preview preview = preview(request);
        Words words = Words.of(request);
        Reading reading = new Reading(FORM, Form.read(request), words);
        String why = reading.text("why", 1, LONGEST_WHY);
        String number = preview.attendee().details().number().value();
        if (!reading.text("number", 1, LONGEST_WHY).equals(number)) {
            reading.refuse("number", "erase.number.other", number);
        }
        if (!reading.isGood()) {
            again(request, response, preview, reading);
            return;
        }
        long id = preview.attendee().id();
        String who = SignedIn.of(request).name();
        switch (erasures.erase(event(request), id, why, who)) {
            case DONE -> pages.done(response, person(request), "done.erased", String.valueOf(id));
            case NAMED_IN_REASON -> {
                reading.refuse("why", "erase.why.named");
                again(request, response, preview, reading);
            }
            case UNKNOWN -> throw unknown(request);
        }
    }

    private void again(
            ServerRequest request,
            ServerResponse response,
            Erasures.Preview preview,
            Reading reading) {
        response.status(422);
        show(request, response, preview, reading.fields());
    }

    private void show(
            ServerRequest request, ServerResponse response, Erasures.Preview preview, Fields form) {
        Words words = Words.of(request);
        pages.send(
                request,
                response,
                "erase.jte",
                Map.of(
                        "frame",
                        frames.require(event(request).id().value(), words),
                        "form",
                        form,
                        "name",
                        preview.attendee().name(),
                        "number",
                        preview.attendee().details().number().value(),
                        "goes",
                        goes(words, preview),
                        "stays",
                        stays(words, preview),
                        "elsewhere",
                        elsewhere(request, preview),
                        "path",
                        person(request)));
    }

    /** Who may not see the people of an event is not told that somebody is one of them. */
    private static List<Erasures.Elsewhere> elsewhere(
            ServerRequest request, Erasures.Preview preview) {
        SignedIn user = SignedIn.of(request);
        return preview.elsewhere().stream()
                .filter(one -> user.may(Right.SEE_PEOPLE, one.event()))
                .toList();
    }

    private static List<String> goes(Words words, Erasures.Preview preview) {
        return List.of(
                words.get("erase.goes.name"),
                words.get("erase.goes.fields", preview.fields(), preview.groups()),
                words.get("erase.goes.badges", preview.badges()),
                words.get("erase.goes.certificates", preview.certificates()),
                words.get("erase.goes.messages", preview.messages()),
                words.get("erase.goes.texts"));
    }

    private static List<String> stays(Words words, Erasures.Preview preview) {
        return List.of(
                words.get("erase.stays.scans", preview.scans(), preview.visits()),
                words.get("erase.stays.registrations", preview.registrations()),
                words.get("erase.stays.corrections", preview.corrections()),
                words.get("erase.stays.name", String.valueOf(preview.attendee().id())),
                words.get("erase.stays.backups"));
    }

    private Erasures.Preview preview(ServerRequest request) {
        String id = request.path().pathParameters().get("person");
        return erasures.preview(event(request), id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0)
                .orElseThrow(() -> unknown(request));
    }

    private EventFacts event(ServerRequest request) {
        return EventFacts.require(database, request.path().pathParameters().get("event"));
    }

    private static HttpProblem unknown(ServerRequest request) {
        return HttpProblem.notFound("attendee", request.path().pathParameters().get("person"));
    }

    private static String person(ServerRequest request) {
        String path = request.path().path();
        return path.substring(0, path.lastIndexOf('/'));
    }
}
