package io.turnout.provisioning.faults.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A relay on loopback between one program and another, whose weather can change. Thread-safe. */
public final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final int PIECE = 16 * 1024;
    private static final int CONNECT_MS = 2000;

    private final ServerSocket server;
    private final int target;
    private final Optional<Meddler> meddler;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private Weather weather = new Weather.Clear();

    private Line(ServerSocket server, int target, Optional<Meddler> meddler) {
        this.server = server;
        this.target = target;
        this.meddler = meddler;
    }

    /**
     * A line for any bytes, from a free loopback port.
     *
     * @param target the far port, 1..65535
     */
    public static Line plain(int target) throws IOException {
        return started(target, Optional.empty());
    }

    /** A line for one unit's MQTT, which it can meddle with. */
    public static Line mqtt(int target, Random random) throws IOException {
        return started(target, Optional.of(new Meddler(random)));
    }

    private static Line started(int target, Optional<Meddler> meddler) throws IOException {
        ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Line line = new Line(server, target, meddler);
        Thread.ofVirtual().name("line to " + target).start(line::accept);
        return line;
    }

    /** The near end's port. */
    public int port() {
        return server.getLocalPort();
    }

    /** From now on; what stands is broken by {@link Weather.Cut} only. */
    public void turn(Weather next) {
        synchronized (this) {
            weather = next;
            notifyAll();
        }
        if (next instanceof Weather.Cut) {
            reset();
        }
    }

    /** Breaks what stands; new connections are taken. */
    public void reset() {
        ends.forEach(Line::drop);
    }

    /** Starts to do mischief; nothing on a plain line. */
    public void begin(Set<Mischief> wanted) {
        meddler.ifPresent(each -> each.begin(wanted));
    }

    /** Stops it. */
    public void end(Set<Mischief> unwanted) {
        meddler.ifPresent(each -> each.end(unwanted));
    }

    /** The newest acknowledgement that went through. */
    public Heard heard() {
        return meddler.map(Meddler::heard).orElse(Heard.NOTHING);
    }

    /** How often it meddled. */
    public long meddled() {
        return meddler.map(Meddler::done).orElse(0L);
    }

    @Override
    public void close() throws IOException {
        server.close();
        turn(new Weather.Cut());
    }

    /** Waits as the weather wants it. */
    void hold(int bytes, Socket to) throws IOException {
        try {
            Weather now = awaitOpen(to);
            if (now instanceof Weather.Slow slow) {
                TimeUnit.NANOSECONDS.sleep(slow.nanos(bytes));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("told to end");
        }
    }

    private synchronized Weather awaitOpen(Socket to) throws InterruptedException {
        while (weather instanceof Weather.HalfOpen && !to.isClosed()) {
            wait(100);
        }
        return weather;
    }

    private synchronized boolean refuses() {
        return weather instanceof Weather.Cut;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException("the line to " + target + " broke", e);
                }
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        ends.add(near);
        ends.add(far);
        try {
            if (!refuses()) {
                hold(0, near);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                far.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                        CONNECT_MS);
                carry(near, far);
            }
        } catch (IOException e) {
            // The far end is down: the near end sees a closed connection, as on a real network.
            LOG.debug("to {}: {}", target, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop(near);
            drop(far);
            ends.remove(near);
            ends.remove(far);
        }
    }

    private void carry(Socket near, Socket far) throws InterruptedException {
        Sink toFar = new Sink(far, this);
        Sink toNear = new Sink(near, this);
        Pump up = in -> copy(in, toFar);
        Pump down = in -> copy(in, toNear);
        if (meddler.isPresent()) {
            Conversation both = new Conversation(meddler.get(), toFar, toNear);
            up = both::up;
            down = both::down;
        }
        Pump back = down;
        Thread other = Thread.ofVirtual().start(() -> run(back, far, near));
        run(up, near, far);
        other.join();
    }

    /** Carries one direction. */
    @FunctionalInterface
    private interface Pump {
        void run(InputStream from) throws IOException;
    }

    private void run(Pump pump, Socket from, Socket to) {
        try {
            if (!refuses()) {
                pump.run(from.getInputStream());
            }
        } catch (IOException e) {
            // One end was closed or the line cut; both ends are dropped below.
            LOG.debug("to {}: {}", target, e.getMessage());
        } finally {
            drop(from);
            drop(to);
        }
    }

    private static void copy(InputStream in, Sink to) throws IOException {
        byte[] piece = new byte[PIECE];
        int read = in.read(piece);
        while (read >= 0) {
            to.send(Arrays.copyOf(piece, read));
            read = in.read(piece);
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
