package io.turnout.hub.corrections;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.corrections.CorrectionBook.Outcome;
import io.turnout.hub.corrections.CorrectionBook.Seen;
import io.turnout.hub.corrections.SessionChoices.Choice;
import io.turnout.hub.importing.HeldFiles;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Corrects a session whose reader was dead for many at once, as one correction. */
final class RepairHttpService implements HttpService {
    private static final String PATH = "/events/{event}/sessions/{session}/corrections";
    private static final long LARGEST = 16L << 20;

    private final CorrectionDesk desk;
    private final HeldFiles held;

    /**
     * @param held keeps lists of people between their preview and what comes of it
     */
    RepairHttpService(CorrectionDesk desk, HeldFiles held) {
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

    private record Asked(EventFacts event, Frame frame, SessionChoices sessions, Choice session) {
        String path() {
            return frame.path("/sessions/" + session.id() + "/corrections");
        }
    }

    private Asked asked(ServerRequest request) {
        EventFacts event =
                EventFacts.require(desk.database(), request.path().pathParameters().get("event"));
        String id = request.path().pathParameters().get("session");
        Frame frame =
                desk.frames()
                        .find(event.id().value(), Words.of(request))
                        .orElseThrow(() -> HttpProblem.notFound("event", event.id().value()));
        SessionChoices sessions =
                desk.database()
                        .read(handle ->
                                SessionChoices.of(handle, event.id().value(), event.zone()));
        Choice session = sessions.find(id).orElseThrow(() -> HttpProblem.notFound("session", id));
        return new Asked(event, frame, sessions, session);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Map<String, String> values = Map.of("who", "registered", "what", "both", "absent", "yes");
        form(
                request,
                response,
                asked(request),
                Fields.of(CorrectionForm.NAME, Fields.single(values), 0));
    }

    private void look(ServerRequest request, ServerResponse response) {
        Asked asked = asked(request);
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
        step(request, response, asked(request), new Step(form, list, name));
    }

    private void step(ServerRequest request, ServerResponse response, Asked asked, Step step) {
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
            preview(request, response, asked, ready, new Shown(preview, List.of(), false));
        }
    }

    private record Ready(Step step, CorrectionForm typed, Wanted wanted) {}

    private record Shown(Preview preview, List<Listed> others, boolean stale) {}

    private void apply(ServerRequest request, ServerResponse response, Asked asked, Ready ready) {
        Form form = ready.step().form();
        String newest = form.text("newest");
        Seen seen =
                new Seen(
                        form.text("mark"),
                        newest.matches("[0-9]{1,18}") ? Long.parseLong(newest) : 0);
        switch (desk.book().make(asked.event(), ready.wanted(), seen, SignedIn.of(request))) {
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
            ServerRequest request, ServerResponse response, Asked asked, Ready ready, Shown shown) {
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
                        asked.path() + "/confirm",
                        asked.path(),
                        words.get("corrections.repair.do", shown.preview().people()),
                        ready.wanted().why(),
                        all,
                        ready.typed().warnings(),
                        shown.others(),
                        shown.stale());
        desk.pages()
                .send(
                        request,
                        response,
                        "correctionPreview.jte",
                        Map.of(
                                "frame",
                                asked.frame(),
                                "applying",
                                applying,
                                "preview",
                                shown.preview(),
                                "newest",
                                desk.book().newest()));
    }

    private void form(ServerRequest request, ServerResponse response, Asked asked, Fields fields) {
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
