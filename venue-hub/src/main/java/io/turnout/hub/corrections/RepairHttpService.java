package io.turnout.hub.corrections;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.corrections.CorrectionBook.Outcome;
import io.turnout.hub.corrections.CorrectionHttpService.AtSession;
import io.turnout.hub.corrections.CorrectionHttpService.Shown;
import io.turnout.hub.importing.HeldFiles;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Upload;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Corrects a session whose reader was dead for many at once, as one correction. */
final class RepairHttpService implements HttpService {
    private static final String PATH = "/events/{event}/sessions/{session}/corrections";
    private static final long LARGEST = 16L << 20;

    private final CorrectionHttpService desk;
    private final HeldFiles held;

    /**
     * @param held keeps lists of people between their preview and what comes of it
     */
    RepairHttpService(CorrectionHttpService desk, HeldFiles held) {
        this.desk = desk;
        this.held = held;
    }

    Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, Right.CHANGE_ATTENDANCE.lets(this::show))
                .post(PATH, Right.CHANGE_ATTENDANCE.lets(this::look))
                .post(PATH + "/confirm", Right.CHANGE_ATTENDANCE.lets(this::confirm));
    }

    private static String path(AtSession asked) {
        return asked.frame().path("/sessions/" + asked.session().id() + "/corrections");
    }

    private void show(ServerRequest request, ServerResponse response) {
        AtSession asked = desk.session(request);
        Map<String, String> values = new HashMap<>();
        values.putAll(Map.of("who", "registered", "what", "both", "absent", "yes"));
        request.query()
                .first("unit")
                .asOptional()
                .ifPresent(unit -> values.putAll(stopped(request, asked, unit)));
        form(request, response, asked, Fields.of(CorrectionForm.NAME, Fields.single(values), 0));
    }

    /** Where a reader stopped, as a page that found it says; what is no time is left out. */
    private static Map<String, String> stopped(
            ServerRequest request, AtSession asked, String unit) {
        Optional<Instant> from = time(request, "from");
        Optional<Instant> until = time(request, "until");
        if (from.isEmpty() || until.isEmpty()) {
            return Map.of();
        }
        ZoneId zone = asked.sessions().zone();
        String since = TypedTimes.written(from.get().toEpochMilli(), zone);
        String to = TypedTimes.written(until.get().toEpochMilli(), zone);
        boolean later = from.get().isAfter(asked.session().start());
        return Map.of(
                "from",
                since,
                "until",
                to,
                "in",
                later && from.get().isBefore(asked.session().end()) ? since : "",
                "why",
                Words.of(request).get("corrections.repair.stopped", unit, since, to));
    }

    private static Optional<Instant> time(ServerRequest request, String name) {
        try {
            return request.query().first(name).asOptional().map(Instant::parse);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private void look(ServerRequest request, ServerResponse response) {
        AtSession asked = desk.session(request);
        try (Upload upload = Upload.read(request, LARGEST)) {
            String list = upload.form().text("list");
            Optional<Upload.Sent> file = upload.file("file");
            if (file.isPresent()) {
                list = list + "\n" + text(file.get().path());
            }
            String name = list.isBlank() ? "" : hold(list, owner(request));
            step(request, response, asked, new Step(upload.form(), list, name));
        }
    }

    /** What a form says, and the list beside it, under the name by which it is kept. */
    private record Step(Form form, String list, String held) {}

    private void confirm(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        String name = form.text("held");
        String list =
                held.find(name, owner(request))
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .orElse("");
        step(request, response, desk.session(request), new Step(form, list, name));
    }

    private void step(ServerRequest request, ServerResponse response, AtSession asked, Step step) {
        CorrectionForm typed = new CorrectionForm(step.form(), Words.of(request), asked.sessions());
        RepairForm repair = new RepairForm(step.form(), typed, asked.session());
        Optional<Wanted> wanted =
                desk.database().read(handle -> repair.read(handle, asked.event(), step.list()));
        String next = step.form().text("step");
        if (wanted.isEmpty() || next.equals("edit")) {
            response.status(wanted.isEmpty() ? 422 : 200);
            form(request, response, asked, typed.reading().fields());
        } else if (next.equals("apply")) {
            apply(request, response, asked, new Ready(step, typed, wanted.get()));
        } else {
            Preview preview =
                    desk.book()
                            .preview(asked.event(), wanted.get())
                            .orElseThrow(() -> HttpProblem.notFound("attendee", "listed"));
            Ready ready = new Ready(step, typed, wanted.get());
            preview(request, response, asked, ready, Shown.first(preview));
        }
    }

    private record Ready(Step step, CorrectionForm typed, Wanted wanted) {}

    private void apply(
            ServerRequest request, ServerResponse response, AtSession asked, Ready ready) {
        Form form = ready.step().form();
        switch (desk.make(request, asked.event(), ready.wanted(), form)) {
            case Outcome.Made(long number, int people) -> {
                held.drop(ready.step().held(), owner(request));
                desk.awaitFolded();
                desk.pages()
                        .done(
                                response,
                                asked.frame().path("/corrections"),
                                "done.repaired",
                                number,
                                people);
            }
            case Outcome.Changed(Preview now, List<Listed> since) -> {
                response.status(409);
                preview(request, response, asked, ready, new Shown(now, since, true));
            }
            case Outcome.Refused(String what) -> throw HttpProblem.notFound("object", what);
        }
    }

    private void preview(
            ServerRequest request,
            ServerResponse response,
            AtSession asked,
            Ready ready,
            Shown shown) {
        Words words = Words.of(request);
        List<Map.Entry<String, String>> hidden =
                Applying.hidden(ready.step().form()).stream()
                        .filter(field -> !field.getKey().equals("list"))
                        .filter(field -> !field.getKey().equals("held"))
                        .toList();
        List<Map.Entry<String, String>> all = new ArrayList<>(hidden);
        all.add(Map.entry("held", ready.step().held()));
        Applying applying =
                new Applying(
                        words.get("corrections.repair.title", asked.session().title()),
                        path(asked) + "/confirm",
                        path(asked),
                        words.get("corrections.repair.do", shown.preview().people()),
                        ready.wanted().why(),
                        all,
                        ready.typed().warnings(),
                        shown.others(),
                        shown.stale());
        desk.preview(request, response, asked.frame(), applying, shown.preview());
    }

    private void form(
            ServerRequest request, ServerResponse response, AtSession asked, Fields fields) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", asked.frame());
        model.put("session", asked.session());
        model.put("form", fields);
        desk.pages().send(request, response, "correctionRepair.jte", model);
    }

    private String hold(String list, HeldFiles.Owner owner) {
        try {
            Path file = Files.createTempFile("turnout-list", "");
            try {
                Files.writeString(file, list);
                return held.hold(file, owner);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a list", e);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read an uploaded list", e);
        }
    }

    private static HeldFiles.Owner owner(ServerRequest request) {
        return new HeldFiles.Owner(
                SignedIn.of(request).name(), request.path().path().replaceAll("/confirm$", ""));
    }
}
