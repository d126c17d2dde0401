package io.turnout.hub.programs;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The programs of an event: listed, made, and changed by a super-admin. */
final class ProgramsHttpService implements HttpService {
    private static final String ALL = "/events/{event}/programs";
    private static final String ONE = ALL + "/{program}";
    private static final String SURE = "sure";
    private static final List<String> TYPED =
            List.of(
                    "kind",
                    "name",
                    "roles",
                    "verified",
                    "late",
                    "auto-confirm",
                    "hours",
                    "hours-by",
                    "door-people",
                    "door-minutes");

    private final ProgramFrames around;
    private final Runnable changed;
    private final Pages pages;

    /**
     * @param changed is told that meetings may be due at another time
     */
    ProgramsHttpService(ProgramFrames around, Runnable changed, Pages pages) {
        this.around = around;
        this.changed = changed;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ALL, Right.RUN_PATHS.lets(this::list))
                .get(ALL + "/new", Right.CHANGE_PROGRAMS.lets(this::askNew))
                .post(ALL, Right.CHANGE_PROGRAMS.lets(this::make))
                .get(ONE, Right.CHANGE_PROGRAMS.lets(this::show))
                .post(ONE + "/paths", Right.CHANGE_PROGRAMS.lets(this::makePath))
                .get(ONE + "/settings", Right.CHANGE_ORGANIZATION.lets(this::askSettings))
                .post(ONE + "/settings", Right.CHANGE_ORGANIZATION.lets(this::change));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        SignedIn user = SignedIn.of(request);
        boolean all = user.may(Right.CHANGE_PROGRAMS, frame.event());
        Predicate<Path> seen = around.paths().seenBy(user, frame.event());
        List<ProgramBook.Listed> listed = new ArrayList<>();
        for (Program program : around.programs().of(frame.event())) {
            List<Path> paths = around.programs().paths(program.id()).stream().filter(seen).toList();
            if (all || !paths.isEmpty()) {
                listed.add(new ProgramBook.Listed(program, paths));
            }
        }
        Map<String, Object> model = Map.of("frame", frame, "programs", listed, "all", all);
        pages.send(request, response, "programs.jte", model);
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        Map<String, List<String>> typed = new LinkedHashMap<>();
        TYPED.forEach(field ->
                request.query().first(field).ifPresent(text -> typed.put(field, List.of(text))));
        Fields fields =
                typed.isEmpty()
                        ? ProgramForm.empty()
                        : Fields.of(ProgramForm.NAME, typed, 0); // who goes back from the summary
        form(request, response, fields, Optional.empty());
    }

    /** First what was typed is shown again, with what it means that it is for good (P-6). */
    private void make(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        Form form = Form.read(request);
        Reading reading = new Reading(ProgramForm.NAME, form, Words.of(request));
        Program wanted = ProgramForm.read(reading, frame.event());
        if (!reading.isGood()) {
            response.status(422);
            form(request, response, reading.fields(), Optional.empty());
        } else if (form.text(SURE).isEmpty()) {
            confirm(request, response, form, wanted);
        } else {
            SignedIn user = SignedIn.of(request);
            switch (around.programs().make(wanted, user)) {
                case ProgramBook.Outcome.Done(Program made) ->
                        pages.done(response, path(made), "done.program-made", made.name());
                case ProgramBook.Outcome.NameTaken(), ProgramBook.Outcome.Stale _ -> {
                    reading.refuse("name", "programs.name.taken");
                    response.status(422);
                    form(request, response, reading.fields(), Optional.empty());
                }
            }
        }
    }

    private void confirm(
            ServerRequest request, ServerResponse response, Form form, Program wanted) {
        Frame frame = frame(request);
        Words words = Words.of(request);
        Map<String, String> hidden = new LinkedHashMap<>();
        TYPED.forEach(field -> hidden.put(field, form.text(field)));
        hidden.put(SURE, "yes");
        List<String> effects = new ArrayList<>(ProgramForm.summary(wanted, frame.text()));
        effects.add(words.get("programs.for-good"));
        Question question =
                new Question(
                        words.get("programs.confirm", wanted.name()),
                        effects,
                        frame.path("/programs"),
                        hidden,
                        words.get("programs.make"),
                        frame.path("/programs/new?" + query(form)));
        pages.send(
                request,
                response,
                "eventQuestion.jte",
                Map.of("frame", frame, "question", question, "current", "programs"));
    }

    private static String query(Form form) {
        return TYPED.stream()
                .map(field ->
                        field + "=" + URLEncoder.encode(form.text(field), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private void form(
            ServerRequest request,
            ServerResponse response,
            Fields form,
            Optional<Program> program) {
        Map<String, Object> model = new HashMap<>(ProgramForm.choices(Words.of(request)));
        model.put("frame", frame(request));
        model.put("form", form);
        model.put("program", program);
        pages.send(request, response, "programForm.jte", model);
    }

    private void show(ServerRequest request, ServerResponse response) {
        show(request, response, Fields.empty("field.path"));
    }

    private void show(ServerRequest request, ServerResponse response, Fields form) {
        Frame frame = frame(request);
        Program program = program(request);
        pages.send(
                request,
                response,
                "program.jte",
                Map.of(
                        "frame",
                        frame,
                        "program",
                        program,
                        "summary",
                        ProgramForm.summary(program, frame.text()),
                        "paths",
                        around.meetings().totals(program),
                        "form",
                        form));
    }

    private void makePath(ServerRequest request, ServerResponse response) {
        Program program = program(request);
        Reading reading = new Reading("field.path", Form.read(request), Words.of(request));
        String name = reading.text("name", 1, 100);
        if (reading.isGood()
                && around.paths().make(program, name, SignedIn.of(request))
                        == PathBook.Outcome.NAME_TAKEN) {
            reading.refuse("name", "programs.name.taken");
        }
        if (reading.isGood()) {
            pages.done(response, path(program), "done.path-made", name);
        } else {
            response.status(422);
            show(request, response, reading.fields());
        }
    }

    private void askSettings(ServerRequest request, ServerResponse response) {
        Program program = program(request);
        form(request, response, ProgramForm.of(program, Words.of(request)), Optional.of(program));
    }

    private void change(ServerRequest request, ServerResponse response) {
        Program before = program(request);
        Reading reading = new Reading(ProgramForm.NAME, Form.read(request), Words.of(request));
        Program wanted = ProgramForm.settings(reading, before);
        String reason = reading.text("reason", 3, 500);
        if (!reading.isGood()) {
            response.status(422);
            form(request, response, reading.fields(), Optional.of(before));
            return;
        }
        switch (around.programs().change(wanted, reason, SignedIn.of(request))) {
            case ProgramBook.Outcome.Done(Program now) -> {
                changed.run();
                pages.done(response, path(now), "done.program", now.name());
            }
            case ProgramBook.Outcome.Stale(Program now, var last) -> {
                String when = frame(request).text().moment(last.atMs());
                Fields.Editor editor = new Fields.Editor(last.who(), when);
                response.status(409);
                Fields fields =
                        reading.fields().against(ProgramForm.of(now, Words.of(request)), editor);
                form(request, response, fields, Optional.of(now));
            }
            case ProgramBook.Outcome.NameTaken() ->
                    throw new IllegalStateException("a program keeps its name");
        }
    }

    private static String path(Program program) {
        return "/events/" + program.event() + "/programs/" + program.id();
    }

    private Frame frame(ServerRequest request) {
        return around.of(request.path().pathParameters().get("event"), Words.of(request));
    }

    private Program program(ServerRequest request) {
        return around.program(
                request.path().pathParameters().get("event"),
                request.path().pathParameters().get("program"));
    }
}
