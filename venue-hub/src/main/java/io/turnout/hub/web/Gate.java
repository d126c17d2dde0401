package io.turnout.hub.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Nobody passes without being signed in, but for the open paths; and no other site's page may send
 * a form here.
 */
final class Gate implements Filter {
    private final Set<String> open;
    private final Function<Caller, Optional<SignedIn>> who;

    Gate(Set<String> open, Function<Caller, Optional<SignedIn>> who) {
        this.open = Set.copyOf(open);
        this.who = who;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.path().path();
        refuseForeignForms(request, path);
        Optional<SignedIn> signedIn = allowed(path, Caller.of(request));
        signedIn.ifPresent(user -> request.context().register(user));
        if (signedIn.isPresent() || isOpen(path)) {
            chain.proceed();
        } else if (ErrorAnswers.wantsJson(path) || !isGet(request)) {
            throw new HttpProblem(
                    401,
                    "This needs a signed-in user.",
                    "Authorization",
                    "Sign in at POST /api/v1/login and send its token as 'Bearer'.");
        } else {
            response.status(303).header(HeaderNames.LOCATION, "/login").send();
        }
    }

    /** The API takes only a bearer token, so that no browser can be made to call it. */
    private Optional<SignedIn> allowed(String path, Caller caller) {
        Optional<String> cookie = ErrorAnswers.wantsJson(path) ? Optional.empty() : caller.cookie();
        return who.apply(new Caller(caller.bearer(), cookie, caller.address()));
    }

    private boolean isOpen(String path) {
        return open.stream()
                .anyMatch(entry ->
                        path.equals(entry) || (entry.endsWith("/") && path.startsWith(entry)));
    }

    private static boolean isGet(RoutingRequest request) {
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
            throw new HttpProblem(
                    403,
                    "This form was sent from another site.",
                    "Origin",
                    "Open the page at this hub and send it from there.");
        }
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
