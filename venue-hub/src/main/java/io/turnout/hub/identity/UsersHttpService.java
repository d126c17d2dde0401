package io.turnout.hub.identity;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Users: who they are, what they may do where, and letting them in or not. */
public final class UsersHttpService implements HttpService {
    private static final String FORM = "field.user";
    private static final String USER = "/users/{user}";
    private static final int LONGEST_NAME = 100;

    private final Users users;
    private final Pages pages;
    private final InstantSource clock;
    private final String url;

    /**
     * @param url what people reach the hub by
     */
    public UsersHttpService(Users users, Pages pages, InstantSource clock, String url) {
        this.users = users;
        this.pages = pages;
        this.clock = clock;
        this.url = url;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_USERS;
        rules.get("/users", right.lets(this::list))
                .get("/users/new", right.lets(this::askNew))
                .post("/users", right.lets(this::create))
                .get(USER, right.lets(this::ask))
                .post(USER, right.lets(this::change))
                .post(USER + "/link", right.lets(this::link))
                .get(USER + "/disable", right.lets(this::askDisable))
                .post(USER + "/disable", right.lets((req, res) -> disable(req, res, true)))
                .post(USER + "/enable", right.lets((req, res) -> disable(req, res, false)))
                .post(USER + "/sign-out", right.lets(this::signOut));
    }

    private void list(ServerRequest request, ServerResponse response) {
        ListQuery query = ListQuery.of(request, "q", "role");
        String words = query.filter("q").toLowerCase(Locale.ROOT);
        List<User> all = users.all();
        List<User> shown =
                all.stream()
                        .filter(user -> user.name().toLowerCase(Locale.ROOT).contains(words))
                        .filter(user -> hasRole(user, query.filter("role")))
                        .toList();
        pages.send(
                request,
                response,
                "users.jte",
                Map.of(
                        "users", shown,
                        "all", all.size(),
                        "query", query,
                        "events", users.events(),
                        "text", text(request)));
    }

    private static boolean hasRole(User user, String role) {
        return role.isEmpty()
                || user.role().key().equals(role)
                || user.inEvent().values().stream().anyMatch(there -> there.key().equals(role));
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        Fields form = Fields.of(FORM, Fields.single(Map.of("role", Role.NONE.key())), 0);
        form(request, response, form, 0);
    }

    private void ask(ServerRequest request, ServerResponse response) {
        User user = user(request);
        form(request, response, fields(user), user.id());
    }

    private void create(ServerRequest request, ServerResponse response) {
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        Users.Draft draft = draft(reading);
        if (reading.isGood()) {
            answer(request, response, reading, users.create(draft, SignedIn.of(request)));
        } else {
            again(request, response, reading.fields(), 0);
        }
    }

    private void change(ServerRequest request, ServerResponse response) {
        long id = id(request);
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        Users.Draft draft = draft(reading);
        if (reading.isGood()) {
            SignedIn by = SignedIn.of(request);
            answer(request, response, reading, users.change(id, reading.version(), draft, by));
        } else {
            again(request, response, reading.fields(), id);
        }
    }

    private void answer(
            ServerRequest request,
            ServerResponse response,
            Reading reading,
            Users.Outcome outcome) {
        boolean isNew = request.path().path().equals("/users");
        long id = isNew ? 0 : id(request);
        switch (outcome) {
            case Users.Outcome.Done(User user) when isNew -> showLink(request, response, user);
            case Users.Outcome.Done(User user) ->
                    pages.done(response, "/users", "done.user", user.name());
            case Users.Outcome.Stale(User now, Audit.Entry last) -> {
                Fields.Editor editor =
                        new Fields.Editor(last.who(), text(request).moment(last.atMs()));
                again(request, response, reading.fields().against(fields(now), editor), id);
            }
            case Users.Outcome.NameTaken() -> {
                reading.refuse("name", "users.taken");
                again(request, response, reading.fields(), id);
            }
            case Users.Outcome.NotAllowed() -> {
                reading.refuse("role", "users.not-allowed");
                again(request, response, reading.fields(), id);
            }
            case Users.Outcome.LastSuperAdmin() -> {
                reading.refuse("role", "error.say.last-super-admin");
                again(request, response, reading.fields(), id);
            }
            case Users.Outcome.Unknown() -> throw unknown(request);
        }
    }

    private void link(ServerRequest request, ServerResponse response) {
        Form.read(request);
        showLink(request, response, user(request));
    }

    private void showLink(ServerRequest request, ServerResponse response, User user) {
        String token = users.link(user.id(), SignedIn.of(request)).orElseThrow(() -> notAllowed());
        pages.send(
                request,
                response,
                "userLink.jte",
                Map.of("user", user, "link", url + "/password?token=" + token));
    }

    private void askDisable(ServerRequest request, ServerResponse response) {
        User user = user(request);
        Words words = Words.of(request);
        Question question =
                new Question(
                        words.get("users.disable.title", user.name()),
                        List.of(
                                words.get("users.disable.out", user.seenMs() > 0 ? 1 : 0),
                                words.get("users.disable.roles", user.inEvent().size()),
                                words.get("users.disable.kept")),
                        "/users/" + user.id() + "/disable",
                        Map.of(),
                        words.get("users.disable"),
                        "/users/" + user.id());
        pages.send(
                request,
                response,
                "hubQuestion.jte",
                Map.of("question", question, "current", "users"));
    }

    private void disable(ServerRequest request, ServerResponse response, boolean disabled) {
        Form.read(request);
        String key = disabled ? "done.user-disabled" : "done.user-enabled";
        finish(request, response, key, users.disable(id(request), disabled, by(request)));
    }

    private void signOut(ServerRequest request, ServerResponse response) {
        Form.read(request);
        Users.Outcome outcome = users.signOut(id(request), by(request));
        finish(request, response, "done.user-signed-out", outcome);
    }

    private void finish(
            ServerRequest request, ServerResponse response, String key, Users.Outcome outcome) {
        switch (outcome) {
            case Users.Outcome.Done(User user) -> pages.done(response, "/users", key, user.name());
            case Users.Outcome.LastSuperAdmin() ->
                    throw HttpProblem.of(409, "user", "last-super-admin");
            case Users.Outcome.NotAllowed(), Users.Outcome.NameTaken(), Users.Outcome.Stale(_, _) ->
                    throw notAllowed();
            case Users.Outcome.Unknown() -> throw unknown(request);
        }
    }

    private Users.Draft draft(Reading reading) {
        String name = reading.text("name", 1, LONGEST_NAME);
        List<String> roles = Arrays.stream(Role.values()).map(Role::key).toList();
        Role role = Role.find(reading.choice("role", roles)).orElse(Role.NONE);
        Map<String, Role> inEvent = new LinkedHashMap<>();
        List<String> there = Role.IN_EVENT.stream().map(Role::key).toList();
        for (String event : users.events().keySet()) {
            reading.choiceOrNone("in." + event, there)
                    .flatMap(Role::find)
                    .ifPresent(granted -> inEvent.put(event, granted));
        }
        return new Users.Draft(name, role, inEvent);
    }

    private static Fields fields(User user) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", user.name());
        values.put("role", user.role().key());
        user.inEvent().forEach((event, role) -> values.put("in." + event, role.key()));
        return Fields.of(FORM, Fields.single(values), user.version());
    }

    private void again(ServerRequest request, ServerResponse response, Fields form, long id) {
        response.status(form.editor() == null ? 422 : 409);
        form(request, response, form, id);
    }

    private void form(ServerRequest request, ServerResponse response, Fields form, long id) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("form", form);
        model.put("events", users.events());
        model.put("text", text(request));
        model.put("user", users.find(id));
        pages.send(request, response, "user.jte", model);
    }

    private User user(ServerRequest request) {
        return users.find(id(request)).orElseThrow(() -> unknown(request));
    }

    private static long id(ServerRequest request) {
        String id = request.path().pathParameters().get("user");
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    private static SignedIn by(ServerRequest request) {
        return SignedIn.of(request);
    }

    private VenueText text(ServerRequest request) {
        return new VenueText(Words.of(request), ZoneId.systemDefault(), clock.instant());
    }

    private static HttpProblem unknown(ServerRequest request) {
        return HttpProblem.notFound("user", request.path().pathParameters().get("user"));
    }

    private static HttpProblem notAllowed() {
        return HttpProblem.of(403, "role", "super-admin");
    }
}
