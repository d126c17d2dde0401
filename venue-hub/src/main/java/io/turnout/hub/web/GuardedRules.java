package io.turnout.hub.web;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;

/** Takes no route that does not say what right it needs. */
final class GuardedRules implements HttpRules {
    private final HttpRouting.Builder routing;
    private final List<Route> routes = new ArrayList<>();

    GuardedRules(HttpRouting.Builder routing) {
        this.routing = routing;
    }

    /** What was taken so far. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    @Override
    public HttpRules route(Method method, String path, Handler handler) {
        if (!(handler instanceof Guarded guarded)) {
            throw new IllegalStateException(
                    method.text() + " " + path + " does not say what right it needs: Right.lets");
        }
        routes.add(new Route(method.text(), path, guarded.right()));
        routing.route(method, path, guarded);
        return this;
    }

    @Override
    public HttpRules get(String path, Handler... handlers) {
        return route(Method.GET, path, one(handlers));
    }

    @Override
    public HttpRules post(String path, Handler... handlers) {
        return route(Method.POST, path, one(handlers));
    }

    @Override
    public HttpRules put(String path, Handler... handlers) {
        return route(Method.PUT, path, one(handlers));
    }

    @Override
    public HttpRules delete(String path, Handler... handlers) {
        return route(Method.DELETE, path, one(handlers));
    }

    @Override
    public HttpRules register(HttpService... services) {
        for (HttpService service : services) {
            service.routing(this);
        }
        return this;
    }

    @Override
    public HttpRules register(String path, HttpService... services) {
        throw unguarded();
    }

    @Override
    public HttpRules route(HttpRoute route) {
        throw unguarded();
    }

    private static Handler one(Handler... handlers) {
        if (handlers.length != 1) {
            throw unguarded();
        }
        return handlers[0];
    }

    private static IllegalStateException unguarded() {
        return new IllegalStateException("a route here has one method, one path, one handler");
    }
}
