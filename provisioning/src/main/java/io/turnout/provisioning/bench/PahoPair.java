package io.turnout.provisioning.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * The reference of G6: a bare Paho client to Mosquitto to another, one message for each event, at
 * least once, nothing stored, with as many under way as both take.
 */
final class PahoPair implements AutoCloseable {
    private static final int UNDER_WAY = 1000;
    private static final int WAIT_MS = 10_000;
    private static final long PATIENCE_MINUTES = 5;
    private static final String TOPIC = "events";

    private final Process broker;
    private final MqttAsyncClient sender;
    private final MqttAsyncClient receiver;
    private volatile CountDownLatch arriving = new CountDownLatch(0);

    private PahoPair(Process broker, int port) throws MqttException {
        this.broker = broker;
        String url = "tcp://127.0.0.1:" + port;
        this.sender = new MqttAsyncClient(url, "sender", new MemoryPersistence());
        this.receiver = new MqttAsyncClient(url, "receiver", new MemoryPersistence());
    }

    /** Where Mosquitto is; empty where none is installed. */
    static Optional<Path> mosquitto() {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(path.split(":", -1))
                .map(folder -> Path.of(folder, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static PahoPair start(Path mosquitto, Path work, int port) throws IOException, MqttException {
        Path config =
                Files.write(
                        work.resolve("mosquitto.conf"),
                        List.of(
                                "listener " + port + " 127.0.0.1",
                                "allow_anonymous true",
                                "set_tcp_nodelay true",
                                "max_inflight_messages " + UNDER_WAY,
                                "max_queued_messages 0"));
        Process broker =
                new ProcessBuilder(mosquitto.toString(), "-c", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("mosquitto.log").toFile())
                        .start();
        PahoPair pair = new PahoPair(broker, port);
        try {
            awaitListening(broker, port);
            pair.connect();
            return pair;
        } catch (IOException | MqttException e) {
            pair.close();
            throw e;
        }
    }

    /** Nanoseconds from the first event sent to the last one received. */
    long carry(int events, byte[] payload) throws MqttException, InterruptedException {
        arriving = new CountDownLatch(events);
        Semaphore underWay = new Semaphore(UNDER_WAY);
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            underWay.acquire();
            MqttMessage message = new MqttMessage(payload, 1, false, null);
            sender.publish(TOPIC, message, null, new Release(underWay));
        }
        if (!arriving.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(arriving.getCount() + " events did not arrive");
        }
        return System.nanoTime() - start;
    }

    private void connect() throws MqttException {
        receiver.setCallback(new Arrivals(_ -> arriving.countDown()));
        for (MqttAsyncClient client : List.of(sender, receiver)) {
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setCleanStart(true);
            options.setReceiveMaximum(UNDER_WAY);
            client.connect(options).waitForCompletion(WAIT_MS);
        }
        receiver.subscribe(TOPIC, 1).waitForCompletion(WAIT_MS);
    }

    private static void awaitListening(Process broker, int port) throws IOException {
        for (int i = 0; i < 100 && broker.isAlive(); i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return;
            } catch (java.net.ConnectException notYet) {
                pause(broker);
            }
        }
        throw new IOException("mosquitto does not listen at port " + port);
    }

    /** A while, or until it has ended. */
    private static void pause(Process broker) throws IOException {
        try {
            broker.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while mosquitto was starting", e);
        }
    }

    @Override
    public void close() throws MqttException {
        try {
            for (MqttAsyncClient client : List.of(sender, receiver)) {
                if (client.isConnected()) {
                    client.disconnectForcibly(0, 100, false);
                }
                client.close(true);
            }
        } finally {
            broker.destroyForcibly().onExit().join();
        }
    }

    private record Release(Semaphore underWay) implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            underWay.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable e) {
            underWay.release(); // the event does not arrive, which carry() notices
        }
    }
}
