package io.turnout.gateway.accesslist;

import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the list that the newest notice speaks of, again and again until it is in use or not
 * believed. One thread of its own; {@link #announced} does not block.
 */
public final class ListFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListFetcher.class);
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration FETCHING = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final AccessListStore store;
    private final String hub;
    private final Optional<Supplier<SSLContext>> tls;
    private final String authorization;
    private final RandomGenerator random;
    private final Thread thread;
    private @Nullable ListNotice announced;
    private volatile boolean closed;

    /**
     * Where lists are.
     *
     * @param url the notice's path is appended
     * @param tls by which the unit shows who it is; missing where it has a secret
     */
    public record Hub(String url, Optional<Supplier<SSLContext>> tls) {}

    /**
     * Starts waiting for notices.
     *
     * @param secret empty where the unit shows who it is by TLS
     * @param random spreads the retries of many units
     */
    public ListFetcher(
            AccessListStore store, Hub hub, UnitId unit, String secret, RandomGenerator random) {
        this.store = store;
        String url = hub.url();
        this.hub = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.tls = hub.tls();
        byte[] credentials = (unit + ":" + secret).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
        this.random = random;
        this.thread = Thread.ofPlatform().name("lists").daemon().start(this::run);
    }

    /** The hub says that there is a list. The newest word counts; an older list is not fetched. */
    public synchronized void announced(ListNotice notice) {
        announced = notice;
        notifyAll();
    }

    private void run() {
        try {
            ListNotice done = null;
            Duration pause = FIRST_PAUSE;
            while (!closed) {
                ListNotice notice = awaitOther(done);
                if (dealtWith(notice)) {
                    done = notice;
                    pause = FIRST_PAUSE;
                } else {
                    awaitNewer(notice, pause);
                    pause = pause.multipliedBy(2);
                    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException _) {
            // Only close() interrupts; nothing is left to do.
        }
    }

    private synchronized ListNotice awaitOther(@Nullable ListNotice done)
            throws InterruptedException {
        ListNotice notice = announced;
        while (notice == null || notice.equals(done)) {
            wait();
            notice = announced;
        }
        return notice;
    }

    private synchronized void awaitNewer(ListNotice notice, Duration pause)
            throws InterruptedException {
        long jittered = pause.toMillis() / 2 + random.nextLong(pause.toMillis());
        long left = TimeUnit.MILLISECONDS.toNanos(jittered);
        long until = System.nanoTime() + left;
        while (notice.equals(announced) && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
    }

    /** False when it is worth trying again. */
    private boolean dealtWith(ListNotice notice) throws InterruptedException {
        if (!store.wants(notice)) {
            return true;
        }
        try {
            Path fetched = fetch(notice);
            // Both outcomes are final: whatever is fetched again has the same digest.
            return switch (store.adopt(fetched, notice)) {
                case Adoption.Adopted _ -> true;
                case Adoption.Rejected _ -> true;
            };
        } catch (IOException failed) {
            LOG.warn("access list {}: {}; trying again", notice.revision(), failed.getMessage());
            return false;
        }
    }

    private Path fetch(ListNotice notice) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(notice));
        if (tls.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpClient http = client();
        CompletableFuture<HttpResponse<Path>> answer =
                http.sendAsync(request.build(), response -> body(response, notice));
        try {
            // The client's own limit ends with the headers; a hub that stalls in the middle is cut.
            return answer.get(FETCHING.toSeconds(), TimeUnit.SECONDS).body();
        } catch (ExecutionException failed) {
            throw new IOException("cannot fetch it from " + hub + ": " + failed.getCause(), failed);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new IOException("fetching took over " + FETCHING.toMinutes() + " min", slow);
        } finally {
            http.shutdownNow();
        }
    }

    /** A new one for each list: certificates are renewed meanwhile. */
    private HttpClient client() {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECTING);
        tls.ifPresent(context -> client.sslContext(context.get()));
        return client.build();
    }

    /** Appended, not resolved: a path of two slashes would send our secret to another host. */
    private URI address(ListNotice notice) throws IOException {
        try {
            return new URI(hub + notice.path());
        } catch (URISyntaxException odd) {
            throw new IOException("its path is none: " + notice.path(), odd);
        }
    }

    /** A body longer than announced is not read to its end. */
    private HttpResponse.BodySubscriber<Path> body(
            HttpResponse.ResponseInfo response, ListNotice notice) {
        if (response.statusCode() != 200) {
            return HttpResponse.BodySubscribers.mapping(
                    HttpResponse.BodySubscribers.discarding(),
                    _ -> {
                        throw new IllegalStateException(
                                "the hub answered " + response.statusCode());
                    });
        }
        return BodyHandlers.limiting(
                        BodyHandlers.ofFile(
                                store.downloadFor(notice),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        notice.bytes())
                .apply(response);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
