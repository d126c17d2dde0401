package io.turnout.hub.broker;

import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.Topics.Kind;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's own link to the broker, made again whenever it breaks. Does not believe the client's
 * word that it is connected: a message of its own has to come round. Thread-safe.
 */
public final class BrokerLink implements AutoCloseable {
    static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_ECHOES = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Endpoint endpoint;
    private final Topics topics;
    private final Optional<Broker> own;
    private final LongAdder unsent = new LongAdder();
    private final CountDownLatch everConnected = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Connection connection;

    /** A link to the embedded broker, which is revived where it has died. */
    public BrokerLink(Endpoint endpoint, Topics topics, Broker broker) {
        this(endpoint, topics, Optional.of(broker));
    }

    private BrokerLink(Endpoint endpoint, Topics topics, Optional<Broker> own) {
        this.endpoint = endpoint;
        this.topics = topics;
        this.own = own;
    }

    /** A link to a broker that others look after. */
    public static BrokerLink to(OtherBroker broker, Topics topics) throws CannotStart {
        return new BrokerLink(broker.endpoint(), topics, Optional.empty());
    }

    /**
     * The broker and how to sign in there.
     *
     * @param tls what to speak TLS with; missing where it is not spoken
     */
    public record Endpoint(String url, String user, String secret, Optional<SSLContext> tls) {
        /** The embedded broker. */
        public static Endpoint embedded(Broker.Listen listen, String hubSecret) {
            return embedded(listen, hubSecret, Optional.empty());
        }

        /** The embedded broker, by TLS where there is a context for it. */
        public static Endpoint embedded(
                Broker.Listen listen, String hubSecret, Optional<SSLContext> tls) {
            String scheme = tls.isPresent() ? "ssl" : "tcp";
            return new Endpoint(
                    scheme + "://" + listen.host() + ":" + listen.port(),
                    Admission.HUB,
                    hubSecret,
                    tls);
        }
    }

    /** What the link brings. Called on the link's threads. */
    public interface Listener {
        /** The link stands (again), and whatever the broker kept may be gone. */
        void connected();

        /** A unit said something; while this blocks, nothing more arrives. */
        void message(Topics.Address from, byte[] payload);
    }

    /** Starts connecting. */
    public void start(Listener listener) {
        Thread.ofPlatform().name("broker-link").daemon().start(() -> keepConnected(listener));
    }

    /** Waits up to a time for the first connection. */
    public boolean isConnectedWithin(Duration time) throws InterruptedException {
        return everConnected.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it stands now, as far as known. */
    public boolean online() {
        return connection != null;
    }

    /**
     * Sends a message to a unit, in the order of the calls.
     *
     * @return false when it was not sent; what is retained is said again at the next connection
     */
    public boolean publish(UnitId unit, Kind kind, byte[] payload) {
        Connection current = connection;
        try {
            if (current != null
                    && current.publish(topics.of(unit, kind), payload, kind.retained())) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        unsent.increment();
        return false;
    }

    /** Ends the connections of a unit to the hub's own broker. */
    public void hangUp(UnitId unit) {
        own.ifPresent(broker -> broker.hangUp(unit));
    }

    /** How many messages could not be sent since the start; alarm when it grows for minutes. */
    public long unsent() {
        return unsent.sum();
    }

    @Override
    public void close() {
        closing.countDown();
        Connection current = connection;
        if (current != null) {
            current.giveUp();
        }
        try {
            if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the link to the broker does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepConnected(Listener listener) {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = lived(listener) ? FIRST_PAUSE : longer(pause);
            }
        } catch (InterruptedException e) {
            LOG.debug("the link's thread was told to end");
        } finally {
            ended.countDown();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** One connection's life; false where there was none. */
    private boolean lived(Listener listener) throws InterruptedException {
        try {
            if (own.isPresent()) {
                own.get().revive();
            }
            live(listener);
            return true;
        } catch (MqttException | CannotStart e) {
            LOG.warn("no link to the broker: {}", e.getMessage());
            return false;
        } catch (RuntimeException e) { // a fault in a listener must not end the link for good
            LOG.error("the broker link failed", e);
            return false;
        } finally {
            connection = null;
        }
    }

    private void live(Listener listener) throws MqttException, InterruptedException {
        String echo = "turnout/1/" + topics.site() + "/hub/echo";
        try (Connection current =
                Connection.open(
                        endpoint,
                        echo,
                        filters(),
                        (topic, payload) -> received(listener, topic, payload))) {
            connection = current;
            everConnected.countDown();
            LOG.info("linked to the broker");
            listener.connected();
            while (!current.isLostWithin(BETWEEN_ECHOES) && current.echoes()) {
                LOG.trace("the link echoes");
            }
        }
        if (closing.getCount() > 0) {
            LOG.warn("the link to the broker broke");
        }
    }

    private List<String> filters() {
        return Arrays.stream(Kind.values()).filter(Kind::fromUnit).map(topics::all).toList();
    }

    private void received(Listener listener, String topic, byte[] payload) {
        topics.parse(topic).ifPresent(from -> listener.message(from, payload));
    }
}
