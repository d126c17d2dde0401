package io.turnout.hub.broker;

import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.Ports;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.Topics;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded MQTT 5 broker. Keeps everything in memory: it holds no truth, and what it forgets is
 * sent again.
 */
public final class Broker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    /** Room for a topic and properties beside the largest batch. */
    private static final int SLACK = 4 * 1024;

    private static final int PER_ADDRESS = 16 * 1024 * 1024;
    private static final int ALTOGETHER = 96 * 1024 * 1024;

    private final Listen listen;
    private final Guard guard;
    private final PacketCheck check;
    private ActiveMQServer server;

    private Broker(Listen listen, Guard guard, PacketCheck check, ActiveMQServer server) {
        this.listen = listen;
        this.guard = guard;
        this.check = check;
        this.server = server;
    }

    /** Where clients find it. */
    public record Listen(String host, int port) {}

    /**
     * Starts it.
     *
     * @param hubSecret what the hub's own link signs in with
     * @throws CannotStart when the port is taken or the host is not this machine's
     */
    public static Broker start(
            Listen listen, Topics topics, Credentials credentials, String hubSecret)
            throws CannotStart {
        Ports.check(listen.host(), listen.port(), "MQTT", "mqtt");
        Admission admission = new Admission(topics);
        Guard guard = new Guard(admission, credentials, hubSecret);
        PacketCheck check = new PacketCheck(admission);
        return new Broker(listen, guard, check, started(listen, guard, check));
    }

    /** Starts it anew where it has died. */
    synchronized void revive() throws CannotStart {
        if (!server.isActive()) {
            LOG.error("the broker had stopped; starting it again");
            server = started(listen, guard, check);
        }
    }

    @Override
    public synchronized void close() {
        try {
            server.stop();
        } catch (Exception e) { // Artemis declares no less; it is going away anyhow
            LOG.warn("the broker did not stop cleanly", e);
        }
    }

    private static ActiveMQServer started(Listen listen, Guard guard, PacketCheck check)
            throws CannotStart {
        ActiveMQServer server = new ActiveMQServerImpl(configuration(listen), null, guard);
        server.addProtocolManagerFactory(
                new BoundedMqttFactory(check, ScanBatch.MAX_BYTES + SLACK));
        try {
            server.start();
        } catch (Exception e) { // Artemis declares no less
            throw new CannotStart("The MQTT broker does not start: " + e.getMessage(), e);
        }
        if (server.getRemotingService().getAcceptor("mqtt") == null || !server.isActive()) {
            throw new CannotStart("The MQTT broker does not start: the log says why.");
        }
        return server;
    }

    private static Configuration configuration(Listen listen) {
        Map<String, Object> socket =
                Map.of(
                        TransportConstants.HOST_PROP_NAME,
                        listen.host(),
                        TransportConstants.PORT_PROP_NAME,
                        listen.port(),
                        TransportConstants.PROTOCOLS_PROP_NAME,
                        "MQTT",
                        TransportConstants.HANDSHAKE_TIMEOUT,
                        10);
        return new ConfigurationImpl()
                .setName("turnout")
                .setClusterPassword(UUID.randomUUID().toString()) // its default opens every door
                .setPersistenceEnabled(false)
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                .setResolveProtocols(false)
                .setWildCardConfiguration(mqttWildcards())
                .setSecurityEnabled(true)
                .setAuthenticationCacheSize(0) // a secret that was changed is asked for at once
                .setGlobalMaxSize(ALTOGETHER)
                .setScheduledThreadPoolMaxSize(2)
                .setThreadPoolMaxSize(16)
                .addAddressSetting("#", limits())
                .addAcceptorConfiguration(
                        new TransportConfiguration(
                                NettyAcceptorFactory.class.getName(), socket, "mqtt"));
    }

    /** Addresses are then the topics themselves, dots in unit ids and all. */
    private static WildcardConfiguration mqttWildcards() {
        return new WildcardConfiguration().setDelimiter('/').setSingleWord('+').setAnyWords('#');
    }

    private static AddressSettings limits() {
        return new AddressSettings()
                .setMaxSizeBytes(PER_ADDRESS)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(true)
                .setAutoDeleteQueues(true);
    }
}
