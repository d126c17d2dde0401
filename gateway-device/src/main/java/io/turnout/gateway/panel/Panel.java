package io.turnout.gateway.panel;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** The web server of the page. */
public final class Panel implements AutoCloseable {
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final HeaderName CONTENT_SECURITY =
            HeaderNames.create("Content-Security-Policy");
    private static final HeaderName SNIFFING = HeaderNames.create("X-Content-Type-Options");
    private static final HeaderName REFERRER = HeaderNames.create("Referrer-Policy");

    /** Nothing but what the panel itself serves; nobody may put it into a frame. */
    private static final String OURS_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** A frame of a camera in full HD is 2 MB. */
    private static final long LARGEST_BODY = 4L * 1024 * 1024;

    private final WebServer server;
    private final SameOrigin origin;

    /**
     * Starts to serve.
     *
     * @param port 0 takes a free one
     * @throws IOException when it cannot listen there, with the system's reason
     */
    public Panel(String host, int port, Unit unit, Changes changes) throws IOException {
        probe(host, port);
        this.origin = new SameOrigin(host);
        this.server =
                WebServer.builder()
                        .host(host)
                        .port(port)
                        .shutdownHook(false)
                        .maxPayloadSize(LARGEST_BODY)
                        .routing(routing -> routing(routing, unit, changes))
                        .build()
                        .start();
        if (!server.isRunning()) {
            throw new IOException("the web server did not start");
        }
    }

    /** Helidon only logs that it cannot listen; the socket itself says why. */
    private static void probe(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        }
    }

    private void routing(HttpRouting.Builder routing, Unit unit, Changes changes) {
        routing.addFilter(this::guard)
                .register("/", new PanelHttpService(unit, changes))
                .register(
                        "/static",
                        StaticContentFeature.createService(
                                ClasspathHandlerConfig.create("io/turnout/gateway/panel/static")));
    }

    private void guard(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header(CONTENT_SECURITY, OURS_ONLY);
        response.header(SNIFFING, "nosniff");
        response.header(REFERRER, "no-referrer");
        String host = request.headers().first(HeaderNames.HOST).orElse("");
        if (!origin.isOurs(host)) {
            response.status(Status.MISDIRECTED_REQUEST_421).send("not the name of this unit");
        } else if (!isReading(request) && !mayChange(host, request)) {
            response.status(Status.FORBIDDEN_403).send("sent by a page of somebody else");
        } else {
            chain.proceed();
        }
    }

    private static boolean isReading(RoutingRequest request) {
        Method method = request.prologue().method();
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }

    private static boolean mayChange(String host, RoutingRequest request) {
        Optional<String> site = request.headers().first(FETCH_SITE);
        return SameOrigin.mayChange(host, site, request.headers().first(HeaderNames.ORIGIN));
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
