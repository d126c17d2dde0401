package io.turnout.provisioning.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on loopback, below those that the system gives to outgoing connections: while a
 * program is down, somebody's connection could otherwise sit on its port, and it could not start
 * again.
 */
public final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 31_999;
    private static final int TRIES = 200;

    private Ports() {}

    /**
     * The wished one where it is free, otherwise any; any for 0.
     *
     * @throws IOException when two hundred ports at random are all taken
     */
    public static int near(int wished) throws IOException {
        if (wished > 0 && isFree(wished)) {
            return wished;
        }
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (java.net.BindException taken) {
            return false;
        }
    }
}
