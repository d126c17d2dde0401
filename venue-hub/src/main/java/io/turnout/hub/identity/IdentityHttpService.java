package io.turnout.hub.identity;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Setting up and signing in, for programs. */
public final class IdentityHttpService implements HttpService {
    private final SignIn signIn;
    private final Setup setup;

    public IdentityHttpService(SignIn signIn, Setup setup) {
        this.signIn = signIn;
        this.setup = setup;
    }

    /** The routes, which nobody is signed in for yet. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/setup", Right.OPEN.lets(this::setUp))
                .post("/api/v1/login", Right.OPEN.lets(this::login))
                .post("/api/v1/logout", Right.SIGNED_IN.lets(this::logout));
    }

    private record SetupBody(
            @Nullable String token, @Nullable String name, @Nullable String password) {}

    private record LoginBody(@Nullable String name, @Nullable String password) {}

    private record LoginAnswer(String token, String expires) {}

    private void setUp(ServerRequest request, ServerResponse response) {
        SetupBody body = Json.read(request, SetupBody.class);
        switch (setup.complete(text(body.token()), text(body.name()), text(body.password()))) {
            case DONE -> response.status(204).send();
            case WRONG_TOKEN ->
                    throw new HttpProblem(
                            403,
                            "This set-up link is not valid.",
                            "token",
                            "Use the link of the hub's latest start; it works once, while there"
                                    + " is no user.");
            case BAD_NAME -> throw HttpProblem.badField("name", "1 to 100 characters.");
            case BAD_PASSWORD -> throw HttpProblem.badField("password", "10 to 200 characters.");
        }
    }

    private void login(ServerRequest request, ServerResponse response) {
        LoginBody body = Json.read(request, LoginBody.class);
        String address = Caller.of(request).address();
        switch (signIn.signIn(text(body.name()), text(body.password()), address)) {
            case SignIn.Outcome.In in ->
                    Json.send(response, 200, new LoginAnswer(in.token(), in.expires().toString()));
            case SignIn.Outcome.Wrong() ->
                    throw new HttpProblem(
                            401, "Name or password is wrong.", "name", "Check both and try again.");
            case SignIn.Outcome.Wait(Duration time) -> {
                response.header(HeaderNames.RETRY_AFTER, String.valueOf(time.toSeconds() + 1));
                throw new HttpProblem(
                        429,
                        "Too many attempts.",
                        "name",
                        "Wait " + (time.toSeconds() + 1) + " s and try again.");
            }
        }
    }

    private void logout(ServerRequest request, ServerResponse response) {
        Caller.of(request).bearer().ifPresent(signIn::signOut);
        response.status(204).send();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
