package io.turnout.hub.web;

import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/**
 * A route with the right it needs; only {@link GuardedRules} take it.
 *
 * @param download what the record calls taking the file that it sends; empty for none
 */
record Guarded(Right right, Handler handler, Optional<String> download) implements Handler {
    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        Gate.pass(right, request, response, this::run);
    }

    private void run(ServerRequest request, ServerResponse response) throws Exception {
        download.ifPresent(what -> response.beforeSend(() -> note(request, response, what)));
        handler.handle(request, response);
    }

    private static void note(ServerRequest request, ServerResponse response, String what) {
        if (response.status().equals(Status.OK_200)) {
            String path = request.path().path();
            String event = request.path().pathParameters().first("event").orElse("hub");
            request.context()
                    .get(Downloads.class)
                    .orElseThrow()
                    .taken(
                            SignedIn.of(request),
                            what,
                            event,
                            path.substring(path.lastIndexOf('/') + 1));
        }
    }
}
