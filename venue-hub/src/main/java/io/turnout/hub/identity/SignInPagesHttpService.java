package io.turnout.hub.identity;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.util.Map;

/** Setting up, signing in and signing out, for people. */
public final class SignInPagesHttpService implements HttpService {
    private static final int LONGEST_AGENT = 300;

    private final SignIn signIn;
    private final Setup setup;
    private final Pages pages;
    private final boolean secure;

    /**
     * @param secure whether people reach the hub by https only, so that the cookie may insist on it
     */
    public SignInPagesHttpService(SignIn signIn, Setup setup, Pages pages, boolean secure) {
        this.signIn = signIn;
        this.setup = setup;
        this.pages = pages;
        this.secure = secure;
    }

    /** The routes, which nobody is signed in for yet. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/login", Right.OPEN.lets(this::askWho))
                .post("/login", Right.OPEN.lets(this::login))
                .post("/logout", Right.OPEN.lets(this::logout))
                .get("/setup", Right.OPEN.lets(this::askFirst))
                .post("/setup", Right.OPEN.lets(this::setUp));
    }

    private void askWho(ServerRequest request, ServerResponse response) {
        if (SignedIn.find(request).isPresent()) {
            go(response, "/");
        } else {
            loginPage(request, response, "", "");
        }
    }

    private void login(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        String name = form.text("name");
        Words words = Words.of(request);
        switch (signIn.signIn(
                name, form.exact("password"), Caller.of(request).address(), agent(request))) {
            case SignIn.Outcome.In in -> enter(response, in);
            case SignIn.Outcome.Wrong() -> {
                response.status(401);
                loginPage(request, response, name, words.get("login.wrong"));
            }
            case SignIn.Outcome.Wait(Duration time) -> {
                long seconds = time.toSeconds() + 1;
                response.status(429).header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
                loginPage(request, response, name, words.get("login.wait", seconds));
            }
        }
    }

    private void logout(ServerRequest request, ServerResponse response) {
        Form.read(request);
        Caller.of(request).cookie().ifPresent(signIn::signOut);
        keep(response, "", Duration.ZERO);
        go(response, "/login");
    }

    private void askFirst(ServerRequest request, ServerResponse response) {
        String token = request.query().first("token").orElse("");
        if (!setup.isOffered(token)) {
            throw wrongLink();
        }
        setupPage(request, response, new Asked(token, "", "", ""));
    }

    private void setUp(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        String token = form.text("token");
        String name = form.text("name");
        String password = form.exact("password");
        Words words = Words.of(request);
        switch (setup.complete(token, name, password)) {
            case DONE -> welcome(request, response, name, password);
            case WRONG_TOKEN -> throw wrongLink();
            case BAD_NAME ->
                    refuse(
                            request,
                            response,
                            new Asked(token, name, words.get("setup.name.wrong"), ""));
            case BAD_PASSWORD ->
                    refuse(
                            request,
                            response,
                            new Asked(token, name, "", words.get("setup.password.wrong")));
        }
    }

    private void welcome(
            ServerRequest request, ServerResponse response, String name, String password) {
        switch (signIn.signIn(name, password, Caller.of(request).address(), agent(request))) {
            case SignIn.Outcome.In in -> enter(response, in);
            case SignIn.Outcome.Wrong(), SignIn.Outcome.Wait(_) -> go(response, "/login");
        }
    }

    /** What a set-up form held, and what is wrong with it. */
    private record Asked(String token, String name, String nameError, String passwordError) {}

    private void refuse(ServerRequest request, ServerResponse response, Asked asked) {
        response.status(422);
        setupPage(request, response, asked);
    }

    private void setupPage(ServerRequest request, ServerResponse response, Asked asked) {
        pages.send(
                request,
                response,
                "setup.jte",
                Map.of(
                        "token", asked.token(),
                        "name", asked.name(),
                        "nameError", asked.nameError(),
                        "passwordError", asked.passwordError()));
    }

    private void loginPage(
            ServerRequest request, ServerResponse response, String name, String error) {
        pages.send(request, response, "login.jte", Map.of("name", name, "error", error));
    }

    private void enter(ServerResponse response, SignIn.Outcome.In in) {
        keep(response, in.token(), SignIn.LASTS);
        go(response, "/");
    }

    private void keep(ServerResponse response, String token, Duration time) {
        response.headers()
                .add(
                        HeaderNames.SET_COOKIE,
                        Caller.COOKIE
                                + "="
                                + token
                                + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
                                + time.toSeconds()
                                + (secure ? "; Secure" : ""));
    }

    private static String agent(ServerRequest request) {
        String agent = request.headers().first(HeaderNames.USER_AGENT).orElse("");
        return agent.substring(0, Math.min(LONGEST_AGENT, agent.length()));
    }

    private static void go(ServerResponse response, String path) {
        response.status(303).header(HeaderNames.LOCATION, path).send();
    }

    private static HttpProblem wrongLink() {
        return HttpProblem.of(403, "token", "setup-link");
    }
}
