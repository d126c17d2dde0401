package io.turnout.hub.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Server-sent events for pages that live: {@code changed} with a number, at most four a second, and
 * {@code beat} every 15 s, by which listeners notice a dead hub. Each holds one virtual thread.
 */
public final class LiveStreams {
    /** Most listeners at once. */
    public static final int MOST = 500;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final String BEAT = "event: beat\ndata: 0\n\n";
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final Changes changes;
    private final Semaphore places = new Semaphore(MOST);

    public LiveStreams(Changes changes) {
        this.changes = changes;
    }

    /**
     * Streams an event's changes until the listener goes or the hub stops.
     *
     * @throws HttpProblem 503 where too many listen already
     */
    public void stream(String event, ServerResponse response) {
        if (!places.tryAcquire()) {
            throw new HttpProblem(
                    503,
                    "Too many pages are listening.",
                    "live",
                    "Close some pages; this one still shows everything when it is reloaded.");
        }
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream")
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        try (OutputStream out = response.outputStream()) {
            tell(event, out);
        } catch (IOException | UncheckedIOException e) {
            return; // the listener went away, as listeners do
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private void tell(String event, OutputStream out) throws IOException, InterruptedException {
        long known = changes.number(event);
        send(out, "retry: 2000\n" + message(known));
        while (changes.rest(BETWEEN)) {
            long now = changes.await(event, known, HEARTBEAT);
            send(out, now == known ? BEAT : message(now));
            known = now;
        }
    }

    private static String message(long number) {
        return "event: changed\ndata: " + number + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
