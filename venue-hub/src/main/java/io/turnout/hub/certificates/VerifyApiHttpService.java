package io.turnout.hub.certificates;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.certificates.Verification.Answer;
import io.turnout.hub.certificates.Verification.Facts;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells any program whether a certificate is valid. */
final class VerifyApiHttpService implements HttpService {
    private static final String ONE = "/api/v1/verify/{number}";

    private final Verification verification;

    VerifyApiHttpService(Verification verification) {
        this.verification = verification;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ONE, Right.OPEN.lets((request, response) -> answer(request, response, "")))
                .post(ONE, Right.OPEN.lets(this::name));
    }

    private record Asked(@Nullable String familyName) {}

    private record Total(String field, String credits) {}

    private record Row(
            String number,
            String state,
            @Nullable String name,
            String initials,
            @Nullable Boolean nameFits,
            String event,
            String issued,
            int sessions,
            List<Total> totals,
            String credits,
            @Nullable String replacedBy,
            @Nullable String ended) {
        static Row of(Facts facts) {
            boolean right = facts.asked() == Verification.Name.RIGHT;
            return new Row(
                    facts.number().shown(),
                    facts.state(),
                    right ? facts.name() : null,
                    facts.initials(),
                    facts.asked() == Verification.Name.NOT_ASKED ? null : right,
                    facts.event(),
                    Instant.ofEpochMilli(facts.issuedMs()).toString(),
                    facts.sessions(),
                    facts.totals().stream()
                            .map(one -> new Total(one.field(), one.credits().toPlainString()))
                            .toList(),
                    facts.total().toPlainString(),
                    facts.end()
                            .map(end ->
                                    end instanceof Certificate.End.Replaced(var next, _)
                                            ? next.shown()
                                            : null)
                            .orElse(null),
                    facts.end()
                            .map(end -> Instant.ofEpochMilli(end.atMs()).toString())
                            .orElse(null));
        }
    }

    private void name(ServerRequest request, ServerResponse response) {
        String family = Json.read(request, Asked.class).familyName();
        if (family == null || family.isBlank()) {
            throw HttpProblem.badField("familyName", "The family name on the certificate.");
        }
        answer(request, response, family);
    }

    private void answer(ServerRequest request, ServerResponse response, String family) {
        String typed = request.path().pathParameters().get("number");
        switch (verification.of(typed, family, Caller.of(request).address())) {
            case Answer.Mistyped() ->
                    throw new HttpProblem(
                            422,
                            "This is not the number of a certificate: its check character is wrong.",
                            "number",
                            "Type it as it is printed.");
            case Answer.Unknown() -> throw HttpProblem.notFound("certificate", typed);
            case Answer.Wait(long seconds) -> {
                response.header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
                throw new HttpProblem(
                        429,
                        "Too many attempts.",
                        "number",
                        "Wait %d s and try again.".formatted(seconds));
            }
            case Answer.Found(Facts facts) -> Json.send(response, 200, Row.of(facts));
        }
    }
}
