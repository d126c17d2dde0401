package io.turnout.gateway.panel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Server-sent events: what the page shows, whenever it is different. One virtual thread a page. */
final class LiveStream {
    /** Lights go out by themselves: looked at so often although nobody says that they changed. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** Without a change, a sign of life after so many looks. */
    private static final int LOOKS_UNTIL_SIGN = 40;

    private static final int MOST_PAGES = 32;
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGN = ": still here\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Changes changes;
    private final Semaphore free = new Semaphore(MOST_PAGES);

    LiveStream(Changes changes) {
        this.changes = changes;
    }

    /** Returns when the page is gone, which it says by throwing, or when the panel closes. */
    void serve(Exchange exchange, Supplier<byte[]> state) throws IOException {
        if (!free.tryAcquire()) {
            exchange.send(Exchange.UNAVAILABLE, "too many pages are open");
            return;
        }
        exchange.with("Cache-Control", "no-store");
        try (OutputStream out = exchange.stream("text/event-stream")) {
            stream(out, state);
        } catch (InterruptedException _) {
            // The panel closes.
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private void stream(OutputStream out, Supplier<byte[]> state)
            throws IOException, InterruptedException {
        byte[] sent = new byte[0];
        long seen = -1;
        int looks = 0;
        while (true) {
            byte[] now = state.get();
            if (!Arrays.equals(now, sent)) {
                out.write(DATA);
                out.write(now);
                out.write(END);
                out.flush();
                sent = now;
                looks = 0;
            } else if (++looks >= LOOKS_UNTIL_SIGN) {
                out.write(SIGN);
                out.flush();
                looks = 0;
            }
            seen = changes.await(seen, LOOK_EVERY);
        }
    }
}
