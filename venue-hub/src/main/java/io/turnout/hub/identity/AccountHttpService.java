package io.turnout.hub.identity;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/** One's own account: the password, where one is signed in; and the link that gives a password. */
public final class AccountHttpService implements HttpService {
    private static final String FORM = "field.password";

    private final OwnAccount accounts;
    private final Pages pages;
    private final InstantSource clock;

    public AccountHttpService(OwnAccount accounts, Pages pages, InstantSource clock) {
        this.accounts = accounts;
        this.pages = pages;
        this.clock = clock;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/account", Right.SIGNED_IN.lets(this::account))
                .post("/account/password", Right.SIGNED_IN.lets(this::change))
                .post("/account/sessions", Right.SIGNED_IN.lets(this::end))
                .get("/password", Right.OPEN.lets(this::ask))
                .post("/password", Right.OPEN.lets(this::choose));
    }

    private void account(ServerRequest request, ServerResponse response) {
        show(request, response, Fields.empty(FORM));
    }

    private void change(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        Reading reading = new Reading(FORM, form, Words.of(request));
        OwnAccount.Outcome outcome =
                accounts.change(
                        person(request), token(request), form.exact("former"), form.exact("new"));
        switch (outcome) {
            case DONE -> pages.done(response, "/account", "done.password");
            case WRONG -> {
                reading.refuse("former", "account.former.wrong");
                again(request, response, reading.fields());
            }
            case BAD_PASSWORD -> {
                reading.refuse("new", "account.new.wrong");
                again(request, response, reading.fields());
            }
        }
    }

    private void end(ServerRequest request, ServerResponse response) {
        String session = Form.read(request).text("session");
        if (session.isEmpty()) {
            int ended = accounts.endOthers(person(request), token(request));
            pages.done(response, "/account", "done.sessions", String.valueOf(ended));
        } else if (accounts.end(person(request), session)) {
            pages.done(response, "/account", "done.sessions", "1");
        } else {
            throw HttpProblem.notFound("session", "");
        }
    }

    private void ask(ServerRequest request, ServerResponse response) {
        String token = request.query().first("token").orElse("");
        choosePage(request, response, token, "");
    }

    private void choose(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        String token = form.text("token");
        switch (accounts.choose(token, form.exact("password"))) {
            case DONE -> pages.done(response, "/login", "done.password-chosen");
            case WRONG -> throw wrongLink();
            case BAD_PASSWORD -> {
                response.status(422);
                String why = Words.of(request).get("setup.password.wrong");
                choosePage(request, response, token, why);
            }
        }
    }

    private void choosePage(
            ServerRequest request, ServerResponse response, String token, String error) {
        String name = accounts.linked(token).orElseThrow(AccountHttpService::wrongLink);
        pages.send(
                request,
                response,
                "password.jte",
                Map.of("token", token, "name", name, "error", error));
    }

    private void again(ServerRequest request, ServerResponse response, Fields form) {
        response.status(422);
        show(request, response, form);
    }

    private void show(ServerRequest request, ServerResponse response, Fields form) {
        VenueText text = new VenueText(Words.of(request), ZoneId.systemDefault(), clock.instant());
        pages.send(
                request,
                response,
                "account.jte",
                Map.of(
                        "form", form,
                        "sessions", accounts.sessions(person(request), token(request)),
                        "text", text));
    }

    /** A program has no account. */
    private static long person(ServerRequest request) {
        long user = SignedIn.of(request).user();
        if (user == 0) {
            throw HttpProblem.notFound("account", "");
        }
        return user;
    }

    private static String token(ServerRequest request) {
        Caller caller = Caller.of(request);
        return caller.bearer().or(caller::cookie).orElse("");
    }

    private static HttpProblem wrongLink() {
        return HttpProblem.of(403, "token", "password-link");
    }
}
