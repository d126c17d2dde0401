package io.turnout.hub.web;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.OpenFiles;
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

    /** Of all that the process may open; the broker and the database need the rest. */
    private static final int PAGES_PERCENT = 40;

    private static final int MOST_PAGES = 8_192;
    private static final int UNITS_PERCENT = 10;
    private static final int MOST_UNITS = 2_048;

    /** How long a connection that has been answered is kept for the next request. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final WebServer server;
    private final List<Route> routes;
    private final List<Patience> patiences;

    private HubServer(WebServer server, List<Route> routes, List<Patience> patiences) {
        this.server = server;
        this.routes = routes;
        this.patiences = List.copyOf(patiences);
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
        // what comes unencrypted comes from a proxy, behind which is everybody
        int ofOne = encryption.pages().isPresent() ? pagesAtOnce() / 2 : Integer.MAX_VALUE;
        return start(address, routes, encryption, Patience.Limits.usual(ofOne));
    }

    static HubServer start(
            Address address, Routes routes, Encryption encryption, Patience.Limits limits)
            throws CannotStart {
        Ports.check(address.host(), address.port(), "Web pages", "http");
        HttpRouting.Builder routing = HttpRouting.builder();
        Patience pages = Patience.start(limits);
        Patience units = Patience.start(limits);
        List<Route> known = wire(routing, routes, pages);
        WebServerConfig.Builder builder = WebServer.builder();
        encryption.pages().ifPresent(tls -> builder.tls(tls(tls, TlsClientAuth.NONE)));
        if (encryption.units().isPresent()) {
            addUnits(builder, encryption.units().get(), routes, units);
        }
        WebServer server =
                builder.host(address.host())
                        .port(address.port())
                        .shutdownHook(false)
                        .shutdownGracePeriod(Duration.ofSeconds(2))
                        .maxPayloadSize(LARGEST_BODY)
                        .maxTcpConnections(pagesAtOnce())
                        .connectionOptions(Places.watchedBy(pages))
                        .addProtocol(pages.http())
                        .idleConnectionTimeout(IDLE)
                        .idleConnectionPeriod(IDLE.dividedBy(4))
                        // without TLS, Helidon's channels lose what a slow reader has no room for
                        .useNio(encryption.pages().isPresent())
                        .routing(routing)
                        .build()
                        .start();
        if (!server.isRunning()) { // Helidon logs why, and returns as if all were well
            pages.close();
            units.close();
            throw new CannotStart("The web server does not start: the log says why.");
        }
        return new HubServer(server, known, List.of(pages, units));
    }

    private static int pagesAtOnce() {
        return OpenFiles.share(PAGES_PERCENT, MOST_PAGES);
    }

    private static void addUnits(
            WebServerConfig.Builder builder, UnitsPort port, Routes routes, Patience patience)
            throws CannotStart {
        Address address = port.address();
        Ports.check(address.host(), address.port(), "Units", "units");
        HttpRouting.Builder routing = HttpRouting.builder();
        new ErrorAnswers(routes.pages()).register(routing);
        routing.addFilter(HubServer::secure);
        routing.addFilter(patience);
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
                                .maxTcpConnections(OpenFiles.share(UNITS_PERCENT, MOST_UNITS))
                                .connectionOptions(Places.watchedBy(patience))
                                .addProtocol(patience.http())
                                .idleConnectionTimeout(IDLE)
                                .idleConnectionPeriod(IDLE.dividedBy(4))
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
        patiences.forEach(Patience::close);
    }

    private static List<Route> wire(HttpRouting.Builder routing, Routes routes, Patience patience) {
        new ErrorAnswers(routes.pages()).register(routing);
        routing.addFilter(HubServer::secure);
        routing.addFilter(patience);
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
        if (request.path().path() == null) { // CONNECT and the like; there is nothing to find
            response.status(Status.BAD_REQUEST_400).send();
            return;
        }
        chain.proceed();
    }
}
