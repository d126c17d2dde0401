package io.turnout.hub.web;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** The web server: security headers, the gate, the features' routes, and errors people can read. */
public final class HubServer implements AutoCloseable {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                    + " connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none';"
                    + " base-uri 'none'";
    private static final HeaderName PERMISSIONS = HeaderNames.create("Permissions-Policy");
    private static final String NOTHING =
            "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(),"
                    + " display-capture=()";
    private static final HeaderName FRAME_OPTIONS = HeaderNames.create("X-Frame-Options");
    private static final String UNITS = "units";
    private static final long LARGEST_BODY = 64L * 1024 * 1024 + 1024;

    private final WebServer server;
    private final List<Route> routes;

    private HubServer(WebServer server, List<Route> routes) {
        this.server = server;
        this.routes = routes;
    }

    /** Where to listen. */
    public record Address(String host, int port) {}

    /**
     * What is encrypted.
     *
     * @param pages missing where pages are served as they are
     * @param units the port for units, who may show certificates; missing where there is none
     */
    public record Encryption(Optional<SSLContext> pages, Optional<UnitsPort> units) {
        /** Nothing. */
        public static final Encryption NONE = new Encryption(Optional.empty(), Optional.empty());
    }

    /** Where units come, and how they are looked at. */
    public record UnitsPort(Address address, SSLContext tls) {}

    /**
     * Everything that is reachable, and who may reach it.
     *
     * @param downloads is told who takes files of people's data
     */
    public record Routes(
            Pages pages,
            List<Feature> features,
            Function<Caller, Optional<SignedIn>> who,
            Downloads downloads) {
        public Routes {
            features = List.copyOf(features);
        }

        /** For features that hand out no file of people's data by themselves. */
        public Routes(
                Pages pages, List<Feature> features, Function<Caller, Optional<SignedIn>> who) {
            this(
                    pages,
                    features,
                    who,
                    (_, what, _, _) -> {
                        throw new IllegalStateException("nothing writes down: " + what);
                    });
        }
    }

    /**
     * Starts listening.
     *
     * @throws CannotStart when the address is taken or is not this machine's
     */
    public static HubServer start(Address address, Routes routes) throws CannotStart {
        return start(address, routes, Encryption.NONE);
    }

    /** The same, encrypted. */
    public static HubServer start(Address address, Routes routes, Encryption encryption)
            throws CannotStart {
        Ports.check(address.host(), address.port(), "Web pages", "http");
        HttpRouting.Builder routing = HttpRouting.builder();
        List<Route> known = wire(routing, routes);
        WebServerConfig.Builder builder = WebServer.builder();
        encryption.pages().ifPresent(tls -> builder.tls(tls(tls, TlsClientAuth.NONE)));
        if (encryption.units().isPresent()) {
            addUnits(builder, encryption.units().get(), routes);
        }
        WebServer server =
                builder.host(address.host())
                        .port(address.port())
                        .shutdownHook(false)
                        .shutdownGracePeriod(Duration.ofSeconds(2))
                        .maxPayloadSize(LARGEST_BODY)
                        // else the end of a page waits until its beginning is acknowledged: 40 ms
                        .connectionOptions(socket -> socket.tcpNoDelay(true))
                        // without TLS, Helidon's channels lose what a slow reader has no room for
                        .useNio(encryption.pages().isPresent())
                        .routing(routing)
                        .build()
                        .start();
        if (!server.isRunning()) { // Helidon logs why, and returns as if all were well
            throw new CannotStart("The web server does not start: the log says why.");
        }
        return new HubServer(server, known);
    }

    private static void addUnits(WebServerConfig.Builder builder, UnitsPort port, Routes routes)
            throws CannotStart {
        Address address = port.address();
        Ports.check(address.host(), address.port(), "Units", "units");
        HttpRouting.Builder routing = HttpRouting.builder();
        new ErrorAnswers(routes.pages()).register(routing);
        routing.addFilter(HubServer::secure);
        GuardedRules rules = new GuardedRules(routing);
        routes.features().stream()
                .filter(Feature::ofUnits)
                .forEach(feature -> feature.routes().routing(rules));
        builder.putSocket(
                UNITS,
                socket ->
                        socket.host(address.host())
                                .port(address.port())
                                .maxPayloadSize(Json.SMALL)
                                .shutdownGracePeriod(Duration.ofSeconds(2))
                                .tls(tls(port.tls(), TlsClientAuth.OPTIONAL))
                                .routing(routing));
    }

    private static Tls tls(SSLContext context, TlsClientAuth guests) {
        return Tls.builder()
                .sslContext(context)
                .clientAuth(guests)
                .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
                .build();
    }

    /** The port it listens on, also where 0 was asked for. */
    public int port() {
        return server.port();
    }

    /** Every route, with the right it needs. */
    public List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        server.stop();
    }

    private static List<Route> wire(HttpRouting.Builder routing, Routes routes) {
        new ErrorAnswers(routes.pages()).register(routing);
        routing.addFilter(HubServer::secure);
        routing.addFilter(new Gate(routes.who(), routes.downloads()));
        GuardedRules rules = new GuardedRules(routing);
        routes.features().forEach(feature -> feature.routes().routing(rules));
        routing.any(
                Right.SIGNED_IN.lets((request, response) -> {
                    throw HttpProblem.notFound("page", request.path().path());
                }));
        routes.pages().serve(rules.routes());
        return rules.routes();
    }

    /**
     * Lets pages of some sites show this answer inside of theirs; everything else is never shown
     * so.
     */
    public static void letFrame(ServerResponse response, List<String> origins) {
        String ancestors = "frame-ancestors " + String.join(" ", origins);
        response.headers().remove(FRAME_OPTIONS);
        response.header(
                HeaderNames.create("Content-Security-Policy"),
                POLICY.replace("frame-ancestors 'none'", ancestors));
    }

    private static void secure(
            FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header(PERMISSIONS, NOTHING)
                .header(FRAME_OPTIONS, "DENY");
        chain.proceed();
    }
}
