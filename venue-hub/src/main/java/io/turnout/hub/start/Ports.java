package io.turnout.hub.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Tries a port before a server does, because servers are bad at saying what is wrong with it. */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int MOST_TRIES = 20;

    private Ports() {}

    /**
     * A port that is free now where any will do (0); otherwise the port itself. None of those that
     * the system gives to connections that go out: one of these would take it again before a server
     * does.
     */
    public static int chosen(String host, int port) throws CannotStart {
        if (port != 0) {
            return port;
        }
        int tries = 0;
        while (true) {
            int one = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(one, 1, InetAddress.getByName(host))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (++tries == MOST_TRIES) {
                    throw new CannotStart(
                            "No port is free at %s (%s): set another host."
                                    .formatted(host, e.getMessage()),
                            e);
                }
            }
        }
    }

    /**
     * Tries to listen, for an instant.
     *
     * @param what is to be served, {@code Web pages}
     * @param keys the settings' first part, {@code http}
     * @throws CannotStart when the port is taken or the host is not this machine's
     */
    public static void check(String host, int port, String what, String keys) throws CannotStart {
        try {
            new ServerSocket(port, 1, InetAddress.getByName(host)).close();
        } catch (IOException e) {
            throw new CannotStart(
                    "%s cannot be served at %s:%d (%s): free that port, or set %s.host and %s.port to another."
                            .formatted(what, host, port, e.getMessage(), keys, keys),
                    e);
        }
    }
}
