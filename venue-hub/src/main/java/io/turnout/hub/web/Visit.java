package io.turnout.hub.web;

import java.net.Socket;

/** One connection, and whether the hub waits for it. Thread-safe. */
final class Visit {
    private final Socket socket;
    private Phase phase = Phase.HEAD;
    private long sinceNanos = System.nanoTime();
    private long missing;
    private long came;

    private enum Phase {
        HEAD,
        BODY,
        /** Whatever it is now, the hub does not wait for it. */
        HEARD
    }

    Visit(Socket socket) {
        this.socket = socket;
    }

    Socket socket() {
        return socket;
    }

    /** A request has begun. */
    synchronized void head() {
        enter(Phase.HEAD, 0);
    }

    /**
     * A head is complete.
     *
     * @param bytes of the body that follows; 0 for none
     */
    synchronized void body(long bytes) {
        enter(bytes > 0 ? Phase.BODY : Phase.HEARD, bytes);
    }

    synchronized void came(int bytes) {
        came += bytes;
        if (phase == Phase.BODY && came >= missing) {
            phase = Phase.HEARD;
        }
    }

    synchronized boolean isTooSlow(Patience.Limits limits) {
        long nanos = System.nanoTime() - sinceNanos;
        return switch (phase) {
            case HEAD -> nanos > limits.head().toNanos();
            case BODY ->
                    nanos > limits.body().toNanos()
                            || (nanos > limits.grace().toNanos()
                                    && came * 1e9 / nanos < limits.slowest());
            case HEARD -> false;
        };
    }

    private void enter(Phase now, long bytes) {
        phase = now;
        sinceNanos = System.nanoTime();
        missing = bytes;
        came = 0;
    }
}
