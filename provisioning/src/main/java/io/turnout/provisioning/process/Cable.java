package io.turnout.provisioning.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network cable between a unit and the hub, as a TCP relay on loopback that can be pulled and
 * put back. Thread-safe.
 */
public final class Cable implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean plugged = true;

    private Cable(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /**
     * Lays a cable from a free loopback port to another.
     *
     * @param target the hub's port, 1..65535
     */
    public static Cable to(int target) throws IOException {
        Cable cable = new Cable(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().name("cable to " + target).start(cable::accept);
        return cable;
    }

    /** The near end's port. */
    public int port() {
        return server.getLocalPort();
    }

    /** Breaks every connection; new ones are closed at once. */
    public void pull() {
        plugged = false;
        ends.forEach(Cable::drop);
    }

    public void plugIn() {
        plugged = true;
    }

    public boolean isPlugged() {
        return plugged;
    }

    @Override
    public void close() throws IOException {
        server.close();
        pull();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException("the cable to " + target + " broke", e);
                }
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        ends.add(near);
        ends.add(far);
        try {
            if (plugged) {
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2000);
                Thread back = Thread.ofVirtual().start(() -> copy(far, near));
                copy(near, far);
                back.join();
            }
        } catch (IOException e) {
            // The far end is down: the near end sees a closed connection, as on a real network.
            drop(near);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop(near);
            drop(far);
            ends.remove(near);
            ends.remove(far);
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            if (plugged) {
                from.getInputStream().transferTo(to.getOutputStream());
            }
        } catch (SocketException e) {
            // One end was closed or the cable pulled; both ends are dropped below.
            drop(from);
        } catch (IOException e) {
            throw new IllegalStateException("relaying to port " + target, e);
        } finally {
            drop(from);
            drop(to);
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a relayed socket", e);
        }
    }
}
