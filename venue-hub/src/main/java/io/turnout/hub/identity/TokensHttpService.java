package io.turnout.hub.identity;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What other programs sign in with. */
public final class TokensHttpService implements HttpService {
    private static final String FORM = "field.token";
    private static final int LONGEST_NAME = 100;
    private static final int MOST_DAYS = 400;

    private final ApiTokens tokens;
    private final Users users;
    private final Pages pages;
    private final InstantSource clock;

    public TokensHttpService(ApiTokens tokens, Users users, Pages pages, InstantSource clock) {
        this.tokens = tokens;
        this.users = users;
        this.pages = pages;
        this.clock = clock;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_TOKENS;
        rules.get("/tokens", right.lets(this::list))
                .get("/tokens/new", right.lets(this::askNew))
                .post("/tokens", right.lets(this::make))
                .get("/tokens/{token}/revoke", right.lets(this::askRevoke))
                .post("/tokens/{token}/revoke", right.lets(this::revoke));
    }

    private void list(ServerRequest request, ServerResponse response) {
        pages.send(
                request,
                response,
                "tokens.jte",
                Map.of(
                        "tokens", tokens.all(),
                        "events", users.events(),
                        "text",
                                new VenueText(
                                        Words.of(request),
                                        ZoneId.systemDefault(),
                                        clock.instant())));
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        form(request, response, Fields.of(FORM, Fields.single(Map.of("days", "30")), 0));
    }

    private void make(ServerRequest request, ServerResponse response) {
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        ApiTokens.Draft draft = draft(reading);
        Optional<String> secret =
                reading.isGood() ? tokens.make(draft, SignedIn.of(request)) : Optional.empty();
        if (secret.isPresent()) {
            pages.send(
                    request,
                    response,
                    "tokenMade.jte",
                    Map.of("name", draft.name(), "secret", secret.get()));
            return;
        }
        if (reading.isGood()) {
            reading.refuse("name", "tokens.taken");
        }
        response.status(422);
        form(request, response, reading.fields());
    }

    private ApiTokens.Draft draft(Reading reading) {
        String name = reading.text("name", 1, LONGEST_NAME);
        List<String> keys = ApiTokens.RIGHTS.stream().map(Right::key).toList();
        List<String> ticked = reading.ticked("rights", keys);
        if (ticked.isEmpty()) {
            reading.refuse("rights", "tokens.no-right");
        }
        Set<Right> rights = EnumSet.noneOf(Right.class);
        ApiTokens.RIGHTS.stream()
                .filter(right -> ticked.contains(right.key()))
                .forEach(rights::add);
        List<String> events = List.copyOf(users.events().keySet());
        Optional<String> event = reading.choiceOrNone("event", events);
        Duration lasts = Duration.ofDays(reading.needsNumber("days", 1, MOST_DAYS));
        return new ApiTokens.Draft(name, rights, event, lasts);
    }

    private void askRevoke(ServerRequest request, ServerResponse response) {
        ApiTokens.Token token = token(request);
        Words words = Words.of(request);
        Question question =
                new Question(
                        words.get("tokens.revoke.title", token.name()),
                        List.of(words.get("tokens.revoke.now"), words.get("tokens.revoke.ever")),
                        "/tokens/" + token.id() + "/revoke",
                        Map.of(),
                        words.get("tokens.revoke"),
                        "/tokens");
        pages.send(
                request,
                response,
                "hubQuestion.jte",
                Map.of("question", question, "current", "tokens"));
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        Form.read(request);
        ApiTokens.Token token = token(request);
        tokens.revoke(token.id(), SignedIn.of(request));
        pages.done(response, "/tokens", "done.token-revoked", token.name());
    }

    private void form(ServerRequest request, ServerResponse response, Fields form) {
        Words words = Words.of(request);
        Map<String, String> rights = new LinkedHashMap<>();
        ApiTokens.RIGHTS.forEach(
                right -> rights.put(right.key(), words.get("right." + right.key())));
        Map<String, String> events = new LinkedHashMap<>();
        events.put("", words.get("tokens.all-events"));
        events.putAll(users.events());
        pages.send(
                request,
                response,
                "token.jte",
                Map.of("form", form, "rights", rights, "events", events));
    }

    private ApiTokens.Token token(ServerRequest request) {
        String id = request.path().pathParameters().get("token");
        return Optional.of(id)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .flatMap(text -> tokens.find(Long.parseLong(text)))
                .orElseThrow(() -> HttpProblem.notFound("token", id));
    }
}
