package io.turnout.hub.broker;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** An MQTT client as a unit would be one, good or evil. */
public final class TestClient implements AutoCloseable {
    private static final long PATIENCE_MS = 5_000;

    private final MqttAsyncClient client;
    private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch lost = new CountDownLatch(1);

    private TestClient(MqttAsyncClient client) {
        this.client = client;
        client.setCallback(new Callback());
    }

    /** What arrived. */
    public record Message(String topic, String text, boolean retained) {}

    /** How to connect. */
    public record As(String clientId, @Nullable String user, @Nullable String password) {
        /** A unit as it should be. */
        public static As unit(String id, String secret) {
            return new As(id, id, secret);
        }
    }

    public static TestClient connect(int port, As as) throws MqttException {
        return connect(port, as, "");
    }

    /** Connects by TLS, with the certificate that the sockets show. */
    public static TestClient connect(int port, As as, SSLSocketFactory sockets)
            throws MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(sockets);
        return connect("ssl://127.0.0.1:" + port, as, options);
    }

    /** Connects, with a retained will on a topic where one is given. */
    public static TestClient connect(int port, As as, String willTopic) throws MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        if (!willTopic.isEmpty()) {
            byte[] will = "will".getBytes(StandardCharsets.UTF_8);
            options.setWill(willTopic, new MqttMessage(will, 1, true, null));
        }
        return connect("tcp://127.0.0.1:" + port, as, options);
    }

    private static TestClient connect(String url, As as, MqttConnectionOptions options)
            throws MqttException {
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(5);
        if (as.user() != null) {
            options.setUserName(as.user());
        }
        if (as.password() != null) {
            options.setPassword(as.password().getBytes(StandardCharsets.UTF_8));
        }
        TestClient made =
                new TestClient(new MqttAsyncClient(url, as.clientId(), new MemoryPersistence()));
        made.client.connect(options).waitForCompletion(PATIENCE_MS);
        return made;
    }

    /** Publishes and returns the broker's reason code. */
    public int publish(String topic, byte[] payload, boolean retained) throws MqttException {
        IMqttToken token = client.publish(topic, new MqttMessage(payload, 1, retained, null));
        token.waitForCompletion(PATIENCE_MS);
        int[] codes = token.getReasonCodes();
        return codes == null || codes.length == 0 ? 0 : codes[0];
    }

    public int publish(String topic, String text) throws MqttException {
        return publish(topic, text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** Subscribes and returns the broker's reason code. */
    public int subscribe(String filter) throws MqttException {
        IMqttToken token = client.subscribe(new MqttSubscription(filter, 1));
        token.waitForCompletion(PATIENCE_MS);
        return token.getReasonCodes()[0];
    }

    /** The next message, or one with an empty topic when none came. */
    public Message next() throws InterruptedException {
        Message message = arrived.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        return message == null ? new Message("", "", false) : message;
    }

    /** The next message of a topic; what came before of others is passed over. */
    public Message next(String topic) throws InterruptedException {
        Message message = next();
        while (!message.topic().isEmpty() && !message.topic().equals(topic)) {
            message = next();
        }
        return message;
    }

    /** Whether nothing has arrived. */
    public boolean isQuiet() {
        return arrived.isEmpty();
    }

    public boolean isThrownOut() throws InterruptedException {
        return lost.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    /** Goes without a word, so that the will is published. */
    public void dropDead() throws MqttException {
        client.disconnectForcibly(0, 100, false);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 500, true);
        client.close(true);
    }

    private final class Callback implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            String text = new String(message.getPayload(), StandardCharsets.UTF_8);
            arrived.add(new Message(topic, text, message.isRetained()));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            lost.countDown();
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            lost.countDown();
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // publish() waits for it.
        }

        @Override
        public void connectComplete(boolean reconnect, String uri) {
            // connect() waits for it.
        }

        @Override
        public void authPacketArrived(int code, MqttProperties properties) {
            lost.countDown();
        }
    }
}
