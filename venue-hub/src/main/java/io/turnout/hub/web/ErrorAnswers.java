package io.turnout.hub.web;

import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors as programs and as people read them: JSON below /api and /unit, a page elsewhere. */
final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final Pages pages;

    ErrorAnswers(Pages pages) {
        this.pages = pages;
    }

    void register(HttpRouting.Builder routing) {
        routing.error(HttpProblem.class, this::answer)
                .error(RequestException.class, this::badRequest)
                .error(HttpException.class, this::httpException)
                .error(RuntimeException.class, this::unexpected);
    }

    static boolean wantsJson(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/unit/")
                || path.equals("/health")
                || path.startsWith("/health/")
                || path.equals("/metrics");
    }

    private void badRequest(ServerRequest request, ServerResponse response, RequestException e) {
        answer(
                request,
                response,
                HttpProblem.of(e.status().code(), request.path().path(), "unreadable-request"));
    }

    private void httpException(ServerRequest request, ServerResponse response, HttpException e) {
        answer(
                request,
                response,
                HttpProblem.of(
                        e.status().code(),
                        request.path().path(),
                        "address",
                        e.status().reasonPhrase()));
    }

    private void unexpected(ServerRequest request, ServerResponse response, RuntimeException e) {
        LOG.error("{} failed", request.prologue().method(), e);
        answer(request, response, HttpProblem.of(500, request.path().path(), "mistake"));
    }

    private void answer(ServerRequest request, ServerResponse response, HttpProblem problem) {
        response.status(problem.status());
        if (wantsJson(request.path().path())) {
            Json.send(response, problem.status(), ErrorBody.of(problem));
        } else {
            Words words = Words.of(request);
            pages.send(
                    request,
                    response,
                    "error.jte",
                    Map.of(
                            "status", problem.status(),
                            "what", problem.what(words),
                            "where", problem.where(),
                            "fix", problem.fix(words),
                            "english", !problem.speaks()));
        }
    }
}
