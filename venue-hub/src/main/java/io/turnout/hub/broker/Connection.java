package io.turnout.hub.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** One connection to the broker, from its start to its end; never reconnects by itself. */
final class Connection implements AutoCloseable {
    private static final int AT_LEAST_ONCE = 1;
    private static final int MOST_UNDER_WAY = 1000;
    private static final int FIRST_REFUSAL = 0x80;

    private final MqttAsyncClient client;
    private final String echoTopic;
    private final BiConsumer<String, byte[]> inbox;
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
    private final Semaphore echoes = new Semaphore(0);
    private final CountDownLatch lost = new CountDownLatch(1);

    private Connection(MqttAsyncClient client, String echoTopic, BiConsumer<String, byte[]> inbox) {
        this.client = client;
        this.echoTopic = echoTopic;
        this.inbox = inbox;
    }

    /**
     * Connects and subscribes.
     *
     * @param inbox gets topic and payload on the client's thread; while it blocks, nothing more
     *     arrives
     */
    static Connection open(
            BrokerLink.Endpoint endpoint,
            String echoTopic,
            List<String> filters,
            BiConsumer<String, byte[]> inbox)
            throws MqttException {
        MqttAsyncClient client =
                new MqttAsyncClient(endpoint.url(), endpoint.user(), new MemoryPersistence());
        Connection connection = new Connection(client, echoTopic, inbox);
        client.setCallback(connection.new Callback());
        try {
            client.connect(options(endpoint)).waitForCompletion(BrokerLink.PATIENCE.toMillis());
            connection.subscribe(echoTopic);
            for (String filter : filters) {
                connection.subscribe(filter);
            }
            return connection;
        } catch (MqttException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Sends a message; blocks while too many are under way.
     *
     * @return false when it was not sent
     */
    boolean publish(String topic, byte[] payload, boolean retained) throws InterruptedException {
        if (lost.getCount() == 0
                || !underWay.tryAcquire(BrokerLink.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        MqttMessage message = new MqttMessage(payload, AT_LEAST_ONCE, retained, null);
        try {
            client.publish(topic, message, null, new Release());
            return true;
        } catch (MqttException e) {
            underWay.release();
            lost.countDown();
            return false;
        }
    }

    /** Whether a message of our own came round in time. */
    boolean echoes() throws InterruptedException {
        echoes.drainPermits();
        return publish(echoTopic, "?".getBytes(StandardCharsets.UTF_8), false)
                && echoes.tryAcquire(BrokerLink.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits up to a time for the end of the connection. */
    boolean isLostWithin(Duration time) throws InterruptedException {
        return lost.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the waiting of {@link #isLostWithin}; whoever opened the connection closes it then. */
    void giveUp() {
        lost.countDown();
    }

    @Override
    public void close() {
        lost.countDown();
        try {
            client.disconnectForcibly(0, 500, false);
            client.close(true);
        } catch (MqttException e) {
            BrokerLink.LOG.debug("the client did not close cleanly: {}", e.getMessage());
        }
    }

    private void subscribe(String filter) throws MqttException {
        IMqttToken token = client.subscribe(new MqttSubscription(filter, AT_LEAST_ONCE));
        token.waitForCompletion(BrokerLink.PATIENCE.toMillis());
        for (int code : token.getReasonCodes()) {
            if (code >= FIRST_REFUSAL) {
                throw new MqttException(code);
            }
        }
    }

    private static MqttConnectionOptions options(BrokerLink.Endpoint endpoint) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(endpoint.user());
        options.setPassword(endpoint.secret().getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setSocketFactory(
                endpoint.tls().<SocketFactory>map(TlsSockets::new).orElseGet(PromptSockets::new));
        options.setHttpsHostnameVerificationEnabled(false); // the context looks for more than names
        options.setKeepAliveInterval(30);
        options.setConnectionTimeout((int) BrokerLink.PATIENCE.toSeconds());
        options.setReceiveMaximum(64);
        return options;
    }

    private final class Release implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            underWay.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable e) {
            underWay.release();
            lost.countDown();
        }
    }

    private final class Callback implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            if (topic.equals(echoTopic)) {
                echoes.release();
            } else {
                inbox.accept(topic, message.getPayload());
            }
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
            // Release counts it.
        }

        @Override
        public void connectComplete(boolean reconnect, String uri) {
            // open() waits for it.
        }

        @Override
        public void authPacketArrived(int code, MqttProperties properties) {
            lost.countDown(); // nobody here speaks enhanced authentication
        }
    }
}
