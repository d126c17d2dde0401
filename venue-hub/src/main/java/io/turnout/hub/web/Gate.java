package io.turnout.hub.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one place where it is decided who may do what: nobody passes without the right that the route
 * names, and no other site's page may send a form here.
 */
final class Gate implements Filter {
    private final Function<Caller, Optional<SignedIn>> who;
    private final Downloads downloads;

    Gate(Function<Caller, Optional<SignedIn>> who, Downloads downloads) {
        this.who = who;
        this.downloads = downloads;
    }

    /** Finds out who asks. */
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.path().path();
        refuseForeignForms(request, path);
        allowed(path, Caller.of(request)).ifPresent(user -> request.context().register(user));
        request.context().register(downloads);
        chain.proceed();
    }

    /** Runs a route for whoever has the right to it. */
    static void pass(Right right, ServerRequest request, ServerResponse response, Handler handler)
            throws Exception {
        Optional<SignedIn> user = SignedIn.find(request);
        if (right == Right.OPEN) {
            handler.handle(request, response);
        } else if (user.isPresent()) {
            if (!user.get().access().isThere(right)) {
                throw HttpProblem.notFound("page", request.path().path());
            }
            check(right, user.get(), request.path().pathParameters().first("event").asOptional());
            handler.handle(request, response);
        } else {
            askToSignIn(request, response);
        }
    }

    private static void check(Right right, SignedIn user, Optional<String> event) {
        Access access = user.access();
        if (event.filter(id -> !access.isThere(right, id)).isPresent()) {
            throw HttpProblem.of(404, "attendance", "no-attendance");
        }
        if (!event.map(id -> access.may(right, id)).orElseGet(() -> access.may(right))) {
            throw HttpProblem.of(403, "role", "no-right");
        }
    }

    private static void askToSignIn(ServerRequest request, ServerResponse response) {
        if (ErrorAnswers.wantsJson(request.path().path()) || !isGet(request)) {
            throw HttpProblem.of(401, "Authorization", "sign-in");
        }
        response.status(303).header(HeaderNames.LOCATION, "/login").send();
    }

    /** The API takes only a bearer token, so that no browser can be made to call it. */
    private Optional<SignedIn> allowed(String path, Caller caller) {
        Optional<String> cookie = ErrorAnswers.wantsJson(path) ? Optional.empty() : caller.cookie();
        return who.apply(new Caller(caller.bearer(), cookie, caller.address()));
    }

    private static boolean isGet(ServerRequest request) {
        Method method = request.prologue().method();
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }

    private static void refuseForeignForms(RoutingRequest request, String path) {
        if (isGet(request) || ErrorAnswers.wantsJson(path)) {
            return;
        }
        Optional<String> site = request.headers().first(HeaderNames.create("Sec-Fetch-Site"));
        Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
        boolean foreign =
                site.map(value -> !value.equals("same-origin") && !value.equals("none"))
                        .orElseGet(() -> origin.map(from -> !isOwn(from, request)).orElse(false));
        if (foreign) {
            throw foreign();
        }
    }

    private static HttpProblem foreign() {
        return HttpProblem.of(403, "Origin", "foreign-form");
    }

    private static boolean isOwn(String origin, RoutingRequest request) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return request.headers().first(HeaderNames.HOST).orElse("").equals(authority);
        } catch (IllegalArgumentException e) {
            return false; // "null" and the like are no site of ours
        }
    }
}
