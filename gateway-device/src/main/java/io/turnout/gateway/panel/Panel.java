package io.turnout.gateway.panel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server of the page: the JDK's own, which costs a unit the least memory. */
public final class Panel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Panel.class);

    /** Nothing but what the panel itself serves; nobody may put it into a frame. */
    private static final String OURS_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private static final int WAITING = 50;
    private static final int AT_ONCE = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SameOrigin origin;
    private final PanelHttpService service;

    /**
     * Starts to serve.
     *
     * @param port 0 takes a free one
     * @throws IOException when it cannot listen there, with the system's reason
     */
    public Panel(String host, int port, Unit unit, Changes changes) throws IOException {
        limits();
        this.origin = new SameOrigin(host);
        this.service = new PanelHttpService(unit, changes);
        this.server = HttpServer.create(new InetSocketAddress(host, port), WAITING);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** The server has no other way to be told; it reads them once. */
    private static void limits() {
        System.setProperty("jdk.httpserver.maxConnections", "200");
        // A small answer that waits for the one before to be acknowledged is 40 ms late.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Whoever takes longer to send a request, in seconds, does not mean one.
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
    }

    private void serve(HttpExchange http) {
        Exchange exchange = new Exchange(http);
        try (http) {
            serve(exchange);
        } catch (IOException gone) {
            LOG.debug("a page is gone: {}", gone.getMessage());
        }
    }

    private void serve(Exchange exchange) throws IOException {
        exchange.with("Content-Security-Policy", OURS_ONLY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
        String host = exchange.header("Host").orElse("");
        if (!origin.isOurs(host)) {
            exchange.send(Exchange.MISDIRECTED, "not the name of this unit");
        } else if (!exchange.isReading() && !mayChange(host, exchange)) {
            exchange.send(Exchange.FORBIDDEN, "sent by a page of somebody else");
        } else {
            answer(exchange);
        }
    }

    private void answer(Exchange exchange) throws IOException {
        try {
            service.answer(exchange);
        } catch (Exchange.TooLarge much) {
            exchange.send(Exchange.TOO_LARGE, String.valueOf(much.getMessage()));
        } catch (RuntimeException fault) {
            // The outermost edge of the request's thread: the page asks again, the log has why.
            LOG.error("{} {} failed", exchange.method(), exchange.path(), fault);
            exchange.send(Exchange.INTERNAL_ERROR, "this unit failed to answer; its log has why");
        }
    }

    private static boolean mayChange(String host, Exchange exchange) {
        return SameOrigin.mayChange(
                host, exchange.header("Sec-Fetch-Site"), exchange.header("Origin"));
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(AT_ONCE);
        threads.shutdownNow();
    }
}
