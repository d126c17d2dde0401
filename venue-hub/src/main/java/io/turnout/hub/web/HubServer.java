package io.turnout.hub.web;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.Ports;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The web server: security headers, the gate, the features' routes, and errors people can read. */
public final class HubServer implements AutoCloseable {
    private static final String POLICY =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self';"
                    + " object-src 'none'";
    private static final long LARGEST_BODY = 64L * 1024 * 1024 + 1024;

    private final WebServer server;

    private HubServer(WebServer server) {
        this.server = server;
    }

    /** Where to listen. */
    public record Address(String host, int port) {}

    /** Everything that is reachable, and who may reach it. */
    public record Routes(
            Pages pages, List<Feature> features, Function<Caller, Optional<SignedIn>> who) {
        public Routes {
            features = List.copyOf(features);
        }
    }

    /**
     * Starts listening.
     *
     * @throws CannotStart when the address is taken or is not this machine's
     */
    public static HubServer start(Address address, Routes routes) throws CannotStart {
        Ports.check(address.host(), address.port(), "Web pages", "http");
        WebServer server =
                WebServer.builder()
                        .host(address.host())
                        .port(address.port())
                        .shutdownHook(false)
                        .shutdownGracePeriod(Duration.ofSeconds(2))
                        .maxPayloadSize(LARGEST_BODY)
                        .routing(routing -> wire(routing, routes))
                        .build()
                        .start();
        if (!server.isRunning()) { // Helidon logs why, and returns as if all were well
            throw new CannotStart("The web server does not start: the log says why.");
        }
        return new HubServer(server);
    }

    /** The port it listens on, also where 0 was asked for. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void wire(HttpRouting.Builder routing, Routes routes) {
        new ErrorAnswers(routes.pages()).register(routing);
        routing.addFilter(HubServer::secure);
        routing.addFilter(new Gate(open(routes.features()), routes.who()));
        for (Feature feature : routes.features()) {
            routing.register(feature.routes());
        }
        routing.any((request, response) -> {
            throw HttpProblem.notFound("page", request.path().path());
        });
    }

    private static Set<String> open(List<Feature> features) {
        Set<String> open = new HashSet<>();
        features.forEach(feature -> open.addAll(feature.open()));
        return open;
    }

    private static void secure(
            FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("X-Frame-Options", "DENY");
        chain.proceed();
    }
}
