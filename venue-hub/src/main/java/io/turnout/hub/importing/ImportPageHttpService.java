package io.turnout.hub.importing;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.importing.Importer.Taken;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page that takes a file of an event, shows what it would do, and does that once it is confirmed.
 *
 * @param <P> what a file would do
 */
public final class ImportPageHttpService<P> implements HttpService {
    private final At at;
    private final Importer<P> importer;
    private final HeldFiles held;
    private final Frames frames;
    private final Pages pages;

    public ImportPageHttpService(
            At at, Importer<P> importer, HeldFiles held, Frames frames, Pages pages) {
        this.at = at;
        this.importer = importer;
        this.held = held;
        this.frames = frames;
        this.pages = pages;
    }

    /**
     * Where the page is, and how it looks.
     *
     * @param path with {@code {event}} in it
     * @param right that it asks for
     * @param template its file below src/main/jte
     * @param form where the texts of its form are in the bundle
     */
    public record At(String path, Right right, String template, String form) {}

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(at.path(), at.right().lets(this::show))
                .post(at.path(), at.right().lets(this::keep))
                .post(at.path() + "/confirm", at.right().lets(this::confirm));
    }

    /** Without a file the form alone; with one, what it would do. */
    private void show(ServerRequest request, ServerResponse response) {
        String name = request.query().first("file").orElse("");
        Optional<byte[]> file = name.isEmpty() ? Optional.empty() : held.find(name, owner(request));
        if (!name.isEmpty() && file.isEmpty()) {
            refuse(request, response, "import.file.gone");
            return;
        }
        Asked asked = asked(request);
        page(
                request,
                response,
                name,
                file.map(bytes -> importer.preview(asked, bytes)),
                Fields.empty(at.form()));
    }

    /** The answer leads to a page of its own, which can be loaded again. */
    private void keep(ServerRequest request, ServerResponse response) {
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
        ImportResult<P> now = importer.preview(asked(request), file.get());
        if (now instanceof Imported<P>(P shown, List<Note> _)
                && importer.mark(shown).equals(form.text("mark"))) {
            take(request, response, name, importer.take(asked(request), file.get(), shown));
            return;
        }
        changed(request, response, name, now);
    }

    private void take(
            ServerRequest request,
            ServerResponse response,
            String name,
            ImportResult<Taken> result) {
        switch (result) {
            case Imported<Taken>(Taken taken, List<Note> _) -> {
                held.drop(name, owner(request));
                pages.done(response, taken.path(), taken.key(), taken.values().toArray());
            }
            case Rejected<Taken>(List<Problem> problems, int notListed) ->
                    changed(request, response, name, new Rejected<>(problems, notListed));
        }
    }

    /** Somebody was faster: what the file would do now is another thing. */
    private void changed(
            ServerRequest request, ServerResponse response, String name, ImportResult<P> now) {
        Reading reading = reading(request);
        reading.refuse("file", "import.changed");
        response.status(409);
        page(request, response, name, Optional.of(now), reading.fields());
    }

    private void refuse(ServerRequest request, ServerResponse response, String key) {
        Reading reading = reading(request);
        reading.refuse("file", key);
        response.status(422);
        page(request, response, "", Optional.empty(), reading.fields());
    }

    private Reading reading(ServerRequest request) {
        return new Reading(at.form(), new Form(Map.of()), Words.of(request));
    }

    private void page(
            ServerRequest request,
            ServerResponse response,
            String name,
            Optional<ImportResult<P>> result,
            Fields form) {
        String event = event(request);
        Map<String, Object> model = new HashMap<>();
        model.put("form", form);
        model.put("file", name);
        model.put("result", result);
        model.put(
                "frame",
                frames.find(event, Words.of(request))
                        .orElseThrow(() -> HttpProblem.notFound("event", event)));
        pages.send(request, response, at.template(), model);
    }

    private HeldFiles.Owner owner(ServerRequest request) {
        String page = at.path().replace("{event}", event(request));
        return new HeldFiles.Owner(SignedIn.of(request).name(), page);
    }

    private static Asked asked(ServerRequest request) {
        return new Asked(event(request), SignedIn.of(request).name(), Words.of(request));
    }

    private static String event(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }
}
