package io.turnout.hub.web;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections that keep the hub waiting: whoever says nothing, or a head or a body byte by
 * byte, would hold a place for ever, for the web server itself waits without an end. Also refuses
 * bodies whose end two readers may see at different places, and one address that takes most of the
 * places. Thread-safe.
 */
final class Patience implements Http1ConnectionListener, Filter, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final int DIGITS = 12;

    /** However many are hung up on, the log has a line a minute. */
    private static final Duration BETWEEN_WORDS = Duration.ofMinutes(1);

    private final Limits limits;
    private final Map<SocketAddress, Visit> visits = new ConcurrentHashMap<>();
    private final LongAdder ended = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);

    private Patience(Limits limits) {
        this.limits = limits;
    }

    /**
     * How long the hub waits.
     *
     * @param head for the handshake and everything before a body
     * @param body for a body, however fast it comes
     * @param grace within which a body may come as slowly as it likes
     * @param slowest bytes of a body in a second, on average after that
     * @param ofOne most connections of one address
     */
    record Limits(Duration head, Duration body, Duration grace, int slowest, int ofOne) {
        /** For people on poor networks, and for imports of 64 MB. */
        static Limits usual(int ofOne) {
            return new Limits(
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(20),
                    1024,
                    ofOne);
        }
    }

    /** Starts looking at the connections, each second or more often. */
    static Patience start(Limits limits) {
        Patience patience = new Patience(limits);
        Thread.ofPlatform().name("web-patience").daemon().start(patience::run);
        return patience;
    }

    /**
     * A connection that was just accepted.
     *
     * @throws IOException where its address has too many
     */
    void accepted(Socket socket) throws IOException {
        SocketAddress from = socket.getRemoteSocketAddress();
        if (from instanceof InetSocketAddress address && isTaken(address.getAddress())) {
            ended.increment();
            throw new IOException("one address has too many connections");
        }
        visits.put(from, new Visit(socket));
    }

    private boolean isTaken(InetAddress address) {
        return limits.ofOne() <= visits.size()
                && limits.ofOne()
                        <= visits.entrySet().stream()
                                .filter(visit -> !visit.getValue().socket().isClosed())
                                .map(Map.Entry::getKey)
                                .filter(InetSocketAddress.class::isInstance)
                                .map(InetSocketAddress.class::cast)
                                .filter(other -> address.equals(other.getAddress()))
                                .count();
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        Visit visit = visits.get(connection.remotePeer().address());
        if (visit != null) {
            visit.head();
        }
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        enter(connection.remotePeer().address(), bodyOf(headers));
    }

    /** So that bodies are counted as they come: {@link #watched}. */
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        request.context().register(this);
        chain.proceed();
    }

    /** The body of a request, which has to come faster than nobody would send it. */
    static InputStream watched(ServerRequest request) {
        Patience patience = request.context().get(Patience.class).orElseThrow();
        Visit visit = patience.visits.get(request.remotePeer().address());
        InputStream body = request.content().inputStream();
        return visit == null ? body : new Counted(body, visit);
    }

    /** A body was understood; whatever follows its last part is not waited for. */
    static void heard(ServerRequest request) {
        request.context()
                .get(Patience.class)
                .ifPresent(patience -> patience.enter(request.remotePeer().address(), 0));
    }

    /** What makes the web server tell of heads. */
    Http1Config http() {
        return Http1Config.builder().addReceiveListener(this).build();
    }

    @Override
    public void close() {
        closing.countDown();
    }

    /**
     * How long the body is.
     *
     * @throws RequestException where that is not said once and in digits; chunks are not taken, for
     *     where they end is what smugglers of requests live by
     */
    private static long bodyOf(Headers headers) {
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            throw refusal(
                    Status.LENGTH_REQUIRED_411, "Send the body whole, with its Content-Length.");
        }
        if (!headers.contains(HeaderNames.CONTENT_LENGTH)) {
            return 0;
        }
        Header length = headers.get(HeaderNames.CONTENT_LENGTH);
        if (length.valueCount() != 1 || !length.get().matches("[0-9]{1," + DIGITS + "}")) {
            throw refusal(Status.BAD_REQUEST_400, "Content-Length is one number.");
        }
        return Long.parseLong(length.get());
    }

    private static RequestException refusal(Status status, String why) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .message(why)
                .safeMessage(true)
                .build();
    }

    private void enter(SocketAddress address, long bytes) {
        Visit visit = visits.get(address);
        if (visit != null) {
            visit.body(bytes);
        }
    }

    private static final class Counted extends FilterInputStream {
        private final Visit visit;

        Counted(InputStream body, Visit visit) {
            super(body);
            this.visit = visit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            visit.came(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            visit.came(Math.max(0, read));
            return read;
        }
    }

    private void run() {
        long pause = Math.min(1_000, limits.head().toMillis() / 4);
        long said = 0;
        long saidAt = System.nanoTime();
        try {
            while (!closing.await(pause, TimeUnit.MILLISECONDS)) {
                look();
                if (ended.sum() > said && System.nanoTime() - saidAt > BETWEEN_WORDS.toNanos()) {
                    said = ended.sum();
                    saidAt = System.nanoTime();
                    LOG.warn("hung up on {} connections since the start: too slow or many", said);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the thread that looks at connections was told to end");
        }
    }

    private void look() {
        Iterator<Visit> all = visits.values().iterator();
        while (all.hasNext()) {
            Visit visit = all.next();
            if (visit.socket().isClosed()) {
                all.remove();
            } else if (visit.isTooSlow(limits)) {
                all.remove();
                end(visit);
            }
        }
    }

    private void end(Visit visit) {
        ended.increment();
        LOG.debug("ended a connection that kept the hub waiting");
        try {
            visit.socket().close();
        } catch (IOException e) {
            LOG.debug("a connection did not close cleanly", e);
        }
    }
}
