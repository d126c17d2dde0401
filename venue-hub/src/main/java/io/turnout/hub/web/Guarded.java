package io.turnout.hub.web;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** A route with the right it needs; only {@link GuardedRules} take it. */
record Guarded(Right right, Handler handler) implements Handler {
    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        Gate.pass(right, request, response, handler);
    }
}
