package io.turnout.hub.programs;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path: its meetings and hours, who is in it, and who runs it. */
final class PathHttpService implements HttpService {
    private static final String ONE = "/events/{event}/paths/{path}";
    private static final String PEOPLE = "field.path-person";
    private static final String HOURS = "field.path-hours";
    private static final int LONGEST = 200;

    private final ProgramFrames around;
    private final Pages pages;

    PathHttpService(ProgramFrames around, Pages pages) {
        this.around = around;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ONE, Right.RUN_PATHS.lets(this::meetings))
                .get(ONE + "/people", Right.CHANGE_PROGRAMS.lets(this::people))
                .post(ONE + "/people", Right.CHANGE_PROGRAMS.lets(this::changePeople))
                .get(ONE + "/hours", Right.RUN_PATHS.lets(this::askHours))
                .post(ONE + "/hours", Right.RUN_PATHS.lets(this::setHours));
    }

    private void meetings(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        Path path = path(request);
        ListQuery query = ListQuery.of(request);
        List<Meeting> shown = around.meetings().ofPath(path.id(), ListQuery.ROWS, query.offset());
        Map<String, Object> model = new HashMap<>();
        model.put("frame", frame);
        model.put("path", path);
        model.put("meetings", shown);
        model.put("all", around.meetings().countOfPath(path.id()));
        model.put("query", query);
        model.put("hours", around.meetings().hours(path));
        model.put("runs", around.paths().runs(SignedIn.of(request), path.id()));
        pages.send(request, response, "path.jte", model);
    }

    private void people(ServerRequest request, ServerResponse response) {
        people(request, response, Fields.empty(PEOPLE));
    }

    private void people(ServerRequest request, ServerResponse response, Fields form) {
        Path path = path(request);
        pages.send(
                request,
                response,
                "pathPeople.jte",
                Map.of(
                        "frame",
                        frame(request),
                        "path",
                        path,
                        "members",
                        around.paths().members(path.id()),
                        "admins",
                        around.paths().admins(path.id()),
                        "form",
                        form));
    }

    private void changePeople(ServerRequest request, ServerResponse response) {
        Path path = path(request);
        SignedIn user = SignedIn.of(request);
        Form form = Form.read(request);
        Reading reading = new Reading(PEOPLE, form, Words.of(request));
        switch (form.text("do")) {
            case "add" -> add(reading, path, user);
            case "remove" -> around.paths().remove(path, number(form), user);
            case "add-admin" -> addAdmin(reading, path, user);
            case "remove-admin" -> around.paths().removeAdmin(path, number(form), user);
            default -> throw HttpProblem.notFound("page", form.text("do"));
        }
        if (reading.isGood()) {
            pages.done(response, request.path().path(), "done.path-people", path.name());
        } else {
            response.status(422);
            people(request, response, reading.fields());
        }
    }

    private void add(Reading reading, Path path, SignedIn user) {
        String number = reading.text("number", 1, LONGEST);
        String role = reading.choice("role", path.program().roles());
        if (reading.isGood()
                && around.paths().add(path, number, role, user)
                        == PathBook.Outcome.UNKNOWN_PERSON) {
            reading.refuse("number", "paths.number.unknown");
        }
    }

    private void addAdmin(Reading reading, Path path, SignedIn user) {
        String name = reading.text("user", 1, LONGEST);
        if (reading.isGood()
                && around.paths().addAdmin(path, name, user) == PathBook.Outcome.UNKNOWN_PERSON) {
            reading.refuse("user", "paths.user.unknown");
        }
    }

    private static long number(Form form) {
        String id = form.text("id");
        if (!id.matches("[0-9]{1,18}")) {
            throw HttpProblem.notFound("attendee", id);
        }
        return Long.parseLong(id);
    }

    private void askHours(ServerRequest request, ServerResponse response) {
        hours(request, response, fields(ownPath(request), Words.of(request)));
    }

    private static Fields fields(Path path, Words words) {
        Map<String, String> values = Map.of("hours", HoursText.typed(path.authorized(), words));
        return Fields.of(HOURS, Fields.single(values), path.version());
    }

    private void hours(ServerRequest request, ServerResponse response, Fields form) {
        Path path = ownPath(request);
        pages.send(
                request,
                response,
                "pathHours.jte",
                Map.of(
                        "frame",
                        frame(request),
                        "path",
                        path,
                        "before",
                        around.paths().authorized(path.id()),
                        "form",
                        form));
    }

    private void setHours(ServerRequest request, ServerResponse response) {
        Path path = ownPath(request);
        Reading reading = new Reading(HOURS, Form.read(request), Words.of(request));
        Optional<Duration> hours = HoursText.read(reading, "hours");
        String note = reading.lines("note", 2_000);
        if (!reading.isGood()) {
            response.status(422);
            hours(request, response, reading.fields());
            return;
        }
        Path wanted = new Path(path.id(), path.program(), path.name(), hours, reading.version());
        if (around.paths().authorize(wanted, hours, note, SignedIn.of(request))
                == PathBook.Outcome.STALE) {
            PathBook.Authorized last = around.paths().authorized(path.id()).getFirst();
            String when = frame(request).text().moment(last.atMs());
            Fields now = fields(ownPath(request), Words.of(request));
            response.status(409);
            hours(
                    request,
                    response,
                    reading.fields().against(now, new Fields.Editor(last.who(), when)));
            return;
        }
        String to = "/events/" + path.program().event() + "/paths/" + path.id();
        pages.done(response, to, "done.path-hours", path.name());
    }

    /** Hours and their notes are for the Program Admins of the path, and nobody else (P-7). */
    private Path ownPath(ServerRequest request) {
        Path path = path(request);
        if (!around.paths().runs(SignedIn.of(request), path.id())) {
            throw HttpProblem.of(403, "role", "no-right");
        }
        return path;
    }

    private Frame frame(ServerRequest request) {
        return around.of(request.path().pathParameters().get("event"), Words.of(request));
    }

    private Path path(ServerRequest request) {
        return around.path(
                request.path().pathParameters().get("event"),
                request.path().pathParameters().get("path"),
                SignedIn.of(request));
    }
}
