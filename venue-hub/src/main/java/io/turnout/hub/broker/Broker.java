package io.turnout.hub.broker;

import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.OpenFiles;
import io.turnout.hub.start.Ports;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitId;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
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
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
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

    /** Of all that the process may open; pages and the database need the rest. */
    private static final int PERCENT = 30;

    private static final int MOST = 8_192;

    private static final int PER_ADDRESS = 16 * 1024 * 1024;
    private static final int ALTOGETHER = 96 * 1024 * 1024;

    private final Listen listen;
    private final Guard guard;
    private final Optional<SSLContext> tls;
    private ActiveMQServer server;

    private Broker(Listen listen, Guard guard, Optional<SSLContext> tls) throws CannotStart {
        this.listen = listen;
        this.guard = guard;
        this.tls = tls;
        this.server = started(listen, guard, tls);
    }

    /** Where clients find it. */
    public record Listen(String host, int port) {}

    /**
     * How clients prove who they are where the broker speaks TLS: by certificate, not by secret.
     *
     * @param context asks for a certificate and takes those of units and of the hub's link alone
     * @param holder whose a certificate is now; asked at each connection
     * @param twice is told of a unit that is here while another machine comes with its key
     */
    public record Tls(
            SSLContext context,
            Function<X509Certificate, Optional<UnitId>> holder,
            Consumer<UnitId> twice) {}

    /**
     * Starts it.
     *
     * @param hubSecret what the hub's own link signs in with
     * @throws CannotStart when the port is taken or the host is not this machine's
     */
    public static Broker start(
            Listen listen, Topics topics, Credentials credentials, String hubSecret)
            throws CannotStart {
        Proof secrets = (unit, secret, _) -> credentials.match(unit, secret);
        return start(
                listen, new Guard(new Admission(topics), secrets, hubSecret), Optional.empty());
    }

    /** The same by TLS, which is all that it speaks then. */
    public static Broker start(Listen listen, Topics topics, Tls tls, String hubSecret)
            throws CannotStart {
        Certificates certificates = new Certificates(tls.holder(), tls.twice());
        Guard guard = new Guard(new Admission(topics), certificates, hubSecret);
        return start(listen, guard, Optional.of(tls.context()));
    }

    private static Broker start(Listen listen, Guard guard, Optional<SSLContext> tls)
            throws CannotStart {
        Ports.check(listen.host(), listen.port(), "MQTT", "mqtt");
        return new Broker(listen, guard, tls);
    }

    /** Starts it anew where it has died. */
    synchronized void revive() throws CannotStart {
        if (!server.isActive()) {
            LOG.error("the broker had stopped; starting it again");
            server = started(listen, guard, tls);
        }
    }

    /** Ends the connections of a unit: it has to prove anew who it is. */
    public synchronized void hangUp(UnitId unit) {
        for (RemotingConnection connection : server.getRemotingService().getConnections()) {
            if (unit.value().equals(connection.getClientID())) {
                LOG.info("hung up on {}", unit);
                connection.destroy();
            }
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

    private static ActiveMQServer started(Listen listen, Guard guard, Optional<SSLContext> tls)
            throws CannotStart {
        ActiveMQServer server = new ActiveMQServerImpl(configuration(listen, tls), null, guard);
        PacketCheck check = new PacketCheck(guard.admission());
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

    private static Map<String, Object> socket(Listen listen, Optional<SSLContext> tls) {
        Map<String, Object> socket = new HashMap<>();
        socket.put(TransportConstants.HOST_PROP_NAME, listen.host());
        socket.put(TransportConstants.PORT_PROP_NAME, listen.port());
        socket.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
        socket.put(TransportConstants.HANDSHAKE_TIMEOUT, TlsAcceptors.HANDSHAKE_SECONDS);
        socket.put(TransportConstants.CONNECTIONS_ALLOWED, (long) OpenFiles.share(PERCENT, MOST));
        tls.ifPresent(context -> TlsAcceptors.describe(socket, context));
        return socket;
    }

    private static Configuration configuration(Listen listen, Optional<SSLContext> tls) {
        Class<?> acceptors = tls.isPresent() ? TlsAcceptors.class : NettyAcceptorFactory.class;
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
                                acceptors.getName(), socket(listen, tls), "mqtt"));
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
