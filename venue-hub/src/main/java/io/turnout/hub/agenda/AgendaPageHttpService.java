package io.turnout.hub.agenda;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.importing.HeldFiles;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Upload;
import io.turnout.hub.web.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The import of an agenda as a page: a file, what it would do, and then that. */
public final class AgendaPageHttpService implements HttpService {
    private static final String PAGE = "/events/{event}/agenda";
    private static final String FORM = "field.agenda";

    private final Database database;
    private final AgendaImport agendas;
    private final HeldFiles held;
    private final Frames frames;
    private final Pages pages;

    public AgendaPageHttpService(
            Database database, AgendaImport agendas, HeldFiles held, Frames frames, Pages pages) {
        this.database = database;
        this.agendas = agendas;
        this.held = held;
        this.frames = frames;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PAGE, Right.CHANGE_AGENDA.lets(this::show))
                .post(PAGE, Right.CHANGE_AGENDA.lets(this::take))
                .post(PAGE + "/confirm", Right.CHANGE_AGENDA.lets(this::confirm));
    }

    /** Without a file the form alone; with one, what it would do. */
    private void show(ServerRequest request, ServerResponse response) {
        String name = request.query().first("file").orElse("");
        Optional<byte[]> file = name.isEmpty() ? Optional.empty() : held.find(name, owner(request));
        if (!name.isEmpty() && file.isEmpty()) {
            refuse(request, response, "import.file.gone");
            return;
        }
        EventFacts event = event(request);
        preview(
                request,
                response,
                name,
                file.map(bytes -> agendas.preview(event, bytes)),
                Fields.empty(FORM));
    }

    /** The answer leads to a page of its own, which can be loaded again. */
    private void take(ServerRequest request, ServerResponse response) {
        try (Upload upload = Upload.read(request, ImportLimits.DEFAULT.bytes())) {
            Optional<Upload.Sent> sent = upload.file("file");
            if (sent.isEmpty()) {
                refuse(request, response, "import.file.none");
                return;
            }
            String name = held.hold(sent.get().path(), owner(request));
            Pages.go(response, request.path().path() + "?file=" + name);
        }
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        String name = form.text("file");
        Optional<byte[]> file = held.find(name, owner(request));
        if (file.isEmpty()) {
            refuse(request, response, "import.file.gone");
            return;
        }
        EventFacts event = event(request);
        ImportResult<AgendaPreview> now = agendas.preview(event, file.get());
        boolean asShown =
                now instanceof Imported<AgendaPreview>(AgendaPreview preview, var _)
                        && preview.mark().equals(form.text("mark"));
        if (!asShown) {
            Reading reading = new Reading(FORM, form, Words.of(request));
            reading.refuse("file", "import.changed");
            response.status(409);
            preview(request, response, name, Optional.of(now), reading.fields());
            return;
        }
        switch (agendas.run(event, file.get(), SignedIn.of(request).name())) {
            case Imported<AgendaCounts>(AgendaCounts counts, var _) -> {
                held.drop(name, owner(request));
                pages.done(
                        response,
                        "/events/" + event.id() + "/sessions?day=all",
                        "done.agenda",
                        counts.added(),
                        counts.changed() + counts.moved());
            }
            case Rejected<AgendaCounts> _ ->
                    preview(request, response, name, Optional.of(now), Fields.empty(FORM));
        }
    }

    private void refuse(ServerRequest request, ServerResponse response, String key) {
        Reading reading = new Reading(FORM, new Form(Map.of()), Words.of(request));
        reading.refuse("file", key);
        response.status(422);
        preview(request, response, "", Optional.empty(), reading.fields());
    }

    private void preview(
            ServerRequest request,
            ServerResponse response,
            String name,
            Optional<ImportResult<AgendaPreview>> result,
            Fields form) {
        String event = id(request);
        Map<String, Object> model = new HashMap<>();
        model.put("form", form);
        model.put("file", name);
        model.put("result", result);
        model.put(
                "frame",
                frames.find(event, Words.of(request))
                        .orElseThrow(() -> HttpProblem.notFound("event", event)));
        pages.send(request, response, "agendaImport.jte", model);
    }

    private EventFacts event(ServerRequest request) {
        return EventFacts.require(database, id(request));
    }

    private static HeldFiles.Owner owner(ServerRequest request) {
        return new HeldFiles.Owner(SignedIn.of(request).name(), "agenda of " + id(request));
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }
}
