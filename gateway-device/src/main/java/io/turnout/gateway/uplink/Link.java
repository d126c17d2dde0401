package io.turnout.gateway.uplink;

import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from connecting to its end; never connected twice. Paho's own
 * reconnecting, buffering and {@code isConnected} are not used: each has faults that were never
 * repaired. Every call waits for the broker's answer, and one that stays away ends the connection.
 */
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /**
     * No packet is larger, in either direction: Paho holds its own packets to the limit that it
     * announces for the broker's.
     */
    private static final long LARGEST_PACKET = ScanBatch.MAX_BYTES + 16 * 1024;

    /** MQTT 5 reason codes from here on are refusals. */
    private static final int REFUSAL = 0x80;

    private static final int KEEP_ALIVE_SECONDS = 15;

    private final SocketFactory sockets;
    private final UplinkConfig config;
    private final Topics topics;
    private final MessageCodec codec;
    private final MqttAsyncClient client;

    /**
     * @param sockets to the broker
     */
    Link(UplinkConfig config, MessageCodec codec, MqttCallback incoming, SocketFactory sockets)
            throws MqttException {
        this.sockets = sockets;
        this.config = config;
        this.codec = codec;
        this.topics = new Topics(config.site());
        this.client =
                new MqttAsyncClient(config.url(), config.unit().value(), new MemoryPersistence());
        this.client.setCallback(incoming);
    }

    void connect(UnitState will) throws MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setSocketFactory(sockets);
        options.setHttpsHostnameVerificationEnabled(false); // the context looks for more than names
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(Math.toIntExact(config.patience().toSeconds()));
        options.setMaximumPacketSize(LARGEST_PACKET);
        options.setUserName(config.unit().value());
        options.setPassword(config.secret().getBytes(StandardCharsets.UTF_8));
        MqttMessage last = new MqttMessage(codec.write(will));
        last.setQos(1);
        last.setRetained(true);
        options.setWill(topics.of(config.unit(), Topics.Kind.STATE), last);
        await(client.connect(options), config.patience());
    }

    void subscribe(Topics.Kind kind) throws MqttException {
        String topic = topics.of(config.unit(), kind);
        refuse(await(client.subscribe(topic, 1), config.patience()), "reading " + topic);
    }

    /** Returns when the broker has taken the message; that says nothing about the hub. */
    void publish(Topics.Kind kind, Record message, boolean retained) throws MqttException {
        String topic = topics.of(config.unit(), kind);
        IMqttToken token = client.publish(topic, codec.write(message), 1, retained);
        refuse(await(token, config.patience()), "writing " + topic);
    }

    /** Says that an alert stands, or with an empty message that it does not. */
    void alert(String id, Optional<Alert> alert) throws MqttException {
        String topic = topics.alert(config.unit(), id);
        byte[] payload = alert.map(codec::write).orElse(new byte[0]);
        IMqttToken token = client.publish(topic, payload, 1, true);
        refuse(await(token, config.patience()), "writing " + topic);
    }

    /**
     * Hands a batch to the connection; the broker takes it while the next one is made ready.
     *
     * @return when {@link Delivery#await} returns, the broker has it, as with {@link #publish}
     */
    Delivery send(byte[] batch) throws MqttException {
        String topic = topics.of(config.unit(), Topics.Kind.SCANS);
        IMqttToken token = client.publish(topic, batch, 1, false);
        return () -> refuse(Link.await(token, config.patience()), "writing " + topic);
    }

    /** A message on its way to the broker. */
    @FunctionalInterface
    interface Delivery {
        /** Nothing is on its way. */
        Delivery NONE = () -> {};

        void await() throws MqttException;
    }

    /**
     * Hands a question to the connection and waits for nothing: at most once, and worthless to the
     * broker after a second.
     *
     * @return false when the connection did not take it
     */
    boolean ask(Ask ask) {
        MqttProperties passing = new MqttProperties();
        passing.setMessageExpiryInterval(Ask.LONGEST_WAIT.toSeconds());
        MqttMessage question = new MqttMessage(codec.write(ask), 0, false, passing);
        try {
            client.publish(topics.of(config.unit(), Topics.Kind.ASK), question);
            return true;
        } catch (MqttException gone) {
            LOG.debug("a question was not taken: {}", gone.getMessage());
            return false;
        }
    }

    private static IMqttToken await(IMqttToken token, Duration atMost) throws MqttException {
        token.waitForCompletion(atMost.toMillis());
        return token;
    }

    /** A refusal comes as a reason code in the answer, which Paho does not throw. */
    private static void refuse(IMqttToken token, String what) throws MqttException {
        int[] codes = token.getReasonCodes();
        if (codes == null) {
            return;
        }
        for (int code : codes) {
            if (code >= REFUSAL) {
                throw new MqttException(code, new IllegalStateException(what + " is refused"));
            }
        }
    }

    /** Says good-bye, so that the broker does not publish the will. */
    void leave(UnitState state) throws MqttException {
        publish(Topics.Kind.STATE, state, true);
        await(client.disconnect(), config.patience());
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException gone) {
            LOG.debug("the connection was gone already: {}", gone.getMessage());
        }
        try {
            client.close(true);
        } catch (MqttException stuck) {
            LOG.warn("mqtt: a connection could not be closed: {}", stuck.getMessage());
        }
    }
}
