package io.turnout.hub.importing;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A page that takes a file of an event, shows what it would do, and does that once it is confirmed.
 * While that takes time, the page says how far it is, and can be left.
 *
 * @param <P> what a file would do
 */
public final class ImportPageHttpService<P> implements HttpService {
    private final At at;
    private final ImportJobs<P> jobs;
    private final HeldFiles held;
    private final Around around;

    /**
     * @param told of an event with an import that is farther than it was
     */
    public ImportPageHttpService(
            At at, Importer<P> importer, HeldFiles held, Around around, Consumer<String> told) {
        this.at = at;
        this.jobs = new ImportJobs<>(importer, held, around.clock(), told);
        this.held = held;
        this.around = around;
    }

    /**
     * What all these pages have.
     *
     * @param patience for how long an answer waits for what comes of a file, before it says how far
     *     that is
     */
    public record Around(Frames frames, Pages pages, InstantSource clock, Duration patience) {}

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
                .get(at.path() + "/progress", at.right().lets(this::progress))
                .post(at.path() + "/stop", at.right().lets(this::stop))
                .post(at.path() + "/confirm", at.right().lets(this::confirm));
    }

    /** Without a file the form alone; with one, what it would do or what is done with it. */
    private void show(ServerRequest request, ServerResponse response) {
        String name = request.query().first("file").orElse("");
        if (name.isEmpty()) {
            page(request, response, Shown.nothing(at.form()));
            return;
        }
        Optional<ImportJob<P>> job = jobs.find(name, owner(request), by(request));
        job.ifPresentOrElse(
                found -> shown(request, response, found, found.await(around.patience())),
                () -> refuse(request, response, "import.file.gone"));
    }

    private void shown(
            ServerRequest request,
            ServerResponse response,
            ImportJob<P> job,
            Optional<ImportOutcome<P>> outcome) {
        if (outcome.isPresent() && outcome.get() instanceof ImportOutcome.Gone<P>) {
            refuse(request, response, "import.file.gone");
        } else if (outcome.isPresent()
                && outcome.get()
                        instanceof
                        ImportOutcome.Shown<P>(ImportResult<P> result, boolean changed)) {
            Reading reading = reading(request);
            if (changed) {
                reading.refuse("file", "import.changed");
            }
            page(
                    request,
                    response,
                    new Shown<>(
                            reading.fields(),
                            job.sent().name(),
                            Optional.of(result),
                            Optional.empty()));
        } else {
            page(
                    request,
                    response,
                    new Shown<>(
                            Fields.empty(at.form()),
                            job.sent().name(),
                            Optional.empty(),
                            Optional.of(ImportState.of(job, Words.of(request)))));
        }
    }

    /** The answer leads to a page of its own, which can be loaded again. */
    private void keep(ServerRequest request, ServerResponse response) {
        try (Upload upload = Upload.read(request, ImportLimits.DEFAULT.bytes())) {
            Optional<Upload.Sent> sent = upload.file("file");
            if (sent.isEmpty()) {
                refuse(request, response, "import.file.none");
                return;
            }
            HeldFiles.Owner owner = owner(request);
            String name = held.hold(sent.get().path(), owner);
            jobs.look(new ImportJob.Sent(name, sent.get().name(), owner), by(request));
            Pages.go(response, at(request, name));
        }
    }

    /** A part of the page of a file that is being worked on. */
    private void progress(ServerRequest request, ServerResponse response) {
        String name = request.query().first("file").orElse("");
        ImportState state =
                jobs.find(name, owner(request), by(request))
                        .map(job -> ImportState.of(job, Words.of(request)))
                        .orElseThrow(() -> HttpProblem.notFound("file", name));
        around.pages()
                .send(
                        request,
                        response,
                        "importing/progress.jte",
                        Map.of("state", state, "path", path(request), "here", false));
    }

    private void stop(ServerRequest request, ServerResponse response) {
        String name = Form.read(request).text("file");
        jobs.find(name, owner(request), by(request))
                .ifPresent(job -> {
                    job.stop();
                    job.await(around.patience());
                });
        Pages.go(response, at(request, name));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        String name = form.text("file");
        Optional<ImportJob<P>> job =
                jobs.take(name, owner(request), by(request), form.text("mark"));
        if (job.isEmpty()) {
            refuse(request, response, "import.file.gone");
            return;
        }
        Optional<ImportOutcome<P>> outcome = job.get().await(around.patience());
        if (outcome.isPresent() && outcome.get() instanceof ImportOutcome.Done<P>(Taken taken)) {
            around.pages().done(response, taken.path(), taken.key(), taken.values().toArray());
        } else if (outcome.isPresent()
                && outcome.get() instanceof ImportOutcome.Shown<P> shown
                && shown.changed()) {
            response.status(409);
            shown(request, response, job.get(), outcome);
        } else {
            Pages.go(response, at(request, name));
        }
    }

    private void refuse(ServerRequest request, ServerResponse response, String key) {
        Reading reading = reading(request);
        reading.refuse("file", key);
        response.status(422);
        page(
                request,
                response,
                new Shown<>(reading.fields(), "", Optional.empty(), Optional.empty()));
    }

    private Reading reading(ServerRequest request) {
        return new Reading(at.form(), new Form(Map.of()), Words.of(request));
    }

    /** A page with a file, with what it would do or with what is done with it. */
    private record Shown<P>(
            Fields form,
            String file,
            Optional<ImportResult<P>> result,
            Optional<ImportState> work) {
        static <P> Shown<P> nothing(String form) {
            return new Shown<>(Fields.empty(form), "", Optional.empty(), Optional.empty());
        }
    }

    private void page(ServerRequest request, ServerResponse response, Shown<P> shown) {
        String event = event(request);
        Map<String, Object> model = new HashMap<>();
        model.put("form", shown.form());
        model.put("file", shown.file());
        model.put("result", shown.result());
        model.put(
                "work",
                new ImportWork(
                        shown.work(),
                        jobs.of(owner(request)).stream()
                                .filter(job -> !job.sent().name().equals(shown.file()))
                                .map(job -> ImportState.of(job, Words.of(request)))
                                .toList()));
        model.put("frame", around.frames().require(event, Words.of(request)));
        around.pages().send(request, response, at.template(), model);
    }

    private HeldFiles.Owner owner(ServerRequest request) {
        return new HeldFiles.Owner(SignedIn.of(request).name(), path(request));
    }

    private static ImportJobs.By by(ServerRequest request) {
        return new ImportJobs.By(event(request), SignedIn.of(request).name(), Words.of(request));
    }

    private String path(ServerRequest request) {
        return at.path().replace("{event}", event(request));
    }

    private String at(ServerRequest request, String name) {
        return path(request) + "?file=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String event(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }
}
