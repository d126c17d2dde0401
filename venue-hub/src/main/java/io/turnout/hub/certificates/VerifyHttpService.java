package io.turnout.hub.certificates;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.certificates.Verification.Answer;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.Map;
import java.util.Optional;

/** Tells anybody whether a certificate is valid. */
final class VerifyHttpService implements HttpService {
    private static final HeaderName ROBOTS = HeaderNames.create("X-Robots-Tag");
    private static final String ONE = "/verify/{number}";

    private final Verification verification;
    private final Pages pages;

    VerifyHttpService(Verification verification, Pages pages) {
        this.verification = verification;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/verify", Right.OPEN.lets(this::ask))
                .post("/verify", Right.OPEN.lets(this::find))
                .get(ONE, Right.OPEN.lets(this::show))
                .post(ONE, Right.OPEN.lets(this::name));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        page(request, response, view(request, "", "ask"));
    }

    private void find(ServerRequest request, ServerResponse response) {
        String typed = Form.read(request).text("number");
        CertificateNumber.typed(typed)
                .ifPresentOrElse(
                        number -> Pages.go(response, "/verify/" + number.shown()),
                        () -> answer(request, response, typed, ""));
    }

    private void show(ServerRequest request, ServerResponse response) {
        answer(request, response, request.path().pathParameters().get("number"), "");
    }

    /** The name is never in an address, where logs and histories would keep it. */
    private void name(ServerRequest request, ServerResponse response) {
        String family = Form.read(request).text("family");
        answer(request, response, request.path().pathParameters().get("number"), family);
    }

    private void answer(
            ServerRequest request, ServerResponse response, String typed, String family) {
        switch (verification.of(typed, family, Caller.of(request).address())) {
            case Answer.Mistyped() -> {
                response.status(422);
                page(request, response, view(request, typed, "mistyped"));
            }
            case Answer.Unknown() -> {
                response.status(404);
                page(request, response, view(request, typed, "unknown"));
            }
            case Answer.Wait(long seconds) -> {
                response.status(429).header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
                Words words = Words.of(request);
                page(
                        request,
                        response,
                        new VerifyView(words, typed, "wait", Optional.empty(), seconds));
            }
            case Answer.Found(Verification.Facts facts) -> {
                Words words = Words.of(request);
                page(
                        request,
                        response,
                        new VerifyView(words, typed, facts.state(), Optional.of(facts), 0));
            }
        }
    }

    private static VerifyView view(ServerRequest request, String typed, String state) {
        return new VerifyView(Words.of(request), typed, state, Optional.empty(), 0);
    }

    private void page(ServerRequest request, ServerResponse response, VerifyView view) {
        response.header(ROBOTS, "noindex, nofollow");
        pages.send(request, response, "verify.jte", Map.of("view", view));
    }
}
