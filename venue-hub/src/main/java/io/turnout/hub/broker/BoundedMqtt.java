package io.turnout.hub.broker;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTRoutingHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.spi.core.protocol.ConnectionEntry;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManagerFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.Connection;

/**
 * Artemis' MQTT, but for two things: a packet larger than the limit ends the connection while it is
 * read, where Artemis gathers up to 256 MB before it looks, from anybody who can reach the port;
 * and each connection is read at a {@link Pace}.
 */
final class BoundedMqtt implements ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> {
    private static final String DECODER = "bounded-mqtt-decoder";

    private final ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> mqtt;
    private final int largest;

    /**
     * @param largest in bytes, of everything after a packet's fixed header
     */
    BoundedMqtt(ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> mqtt, int largest) {
        this.mqtt = mqtt;
        this.largest = largest;
    }

    @Override
    public void addChannelHandlers(ChannelPipeline pipeline) {
        mqtt.addChannelHandlers(pipeline);
        pipeline.replace(MqttDecoder.class, DECODER, new MqttDecoder(largest));
        pipeline.addAfter(DECODER, "pace", new Pace(System::nanoTime));
    }

    @Override
    public ProtocolManagerFactory<MQTTInterceptor> getFactory() {
        return mqtt.getFactory();
    }

    @Override
    @SuppressWarnings("rawtypes") // as Artemis declares it
    public void updateInterceptors(List<BaseInterceptor> incoming, List<BaseInterceptor> outgoing) {
        // The packet check stays the only one.
    }

    @Override
    public ConnectionEntry createConnectionEntry(Acceptor acceptor, Connection connection) {
        return mqtt.createConnectionEntry(acceptor, connection);
    }

    @Override
    public void handleBuffer(RemotingConnection connection, ActiveMQBuffer buffer) {
        mqtt.handleBuffer(connection, buffer);
    }

    @Override
    public boolean isProtocol(byte[] start) {
        return mqtt.isProtocol(start);
    }

    @Override
    public boolean acceptsNoHandshake() {
        return mqtt.acceptsNoHandshake();
    }

    @Override
    public void handshake(NettyServerConnection connection, ActiveMQBuffer buffer) {
        mqtt.handshake(connection, buffer);
    }

    @Override
    public List<String> websocketSubprotocolIdentifiers() {
        return mqtt.websocketSubprotocolIdentifiers();
    }

    @Override
    public void setAnycastPrefix(String prefix) {
        mqtt.setAnycastPrefix(prefix);
    }

    @Override
    public void setMulticastPrefix(String prefix) {
        mqtt.setMulticastPrefix(prefix);
    }

    @Override
    public Map<SimpleString, RoutingType> getPrefixes() {
        return mqtt.getPrefixes();
    }

    @Override
    public void setSecurityDomain(String domain) {
        mqtt.setSecurityDomain(domain);
    }

    @Override
    public String getSecurityDomain() {
        return mqtt.getSecurityDomain();
    }

    @Override
    public MQTTRoutingHandler getRoutingHandler() {
        return mqtt.getRoutingHandler();
    }
}
