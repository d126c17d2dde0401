package io.turnout.hub.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Tries a port before a server does, because servers are bad at saying what is wrong with it. */
public final class Ports {
    private Ports() {}

    /** A port that is free now where any will do (0); otherwise the port itself. */
    public static int chosen(String host, int port) throws CannotStart {
        if (port != 0) {
            return port;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CannotStart(
                    "No port is free at %s (%s): set another host.".formatted(host, e.getMessage()),
                    e);
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
