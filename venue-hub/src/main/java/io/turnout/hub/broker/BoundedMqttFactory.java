package io.turnout.hub.broker;

import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTRoutingHandler;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;

/** Makes {@link BoundedMqtt} with the packet check in place before the first client comes. */
final class BoundedMqttFactory extends MQTTProtocolManagerFactory {
    private final PacketCheck check;
    private final int largest;

    BoundedMqttFactory(PacketCheck check, int largest) {
        this.check = check;
        this.largest = largest;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as Artemis declares it
    public ProtocolManager createProtocolManager(
            ActiveMQServer server,
            Map<String, Object> parameters,
            List<BaseInterceptor> incoming,
            List<BaseInterceptor> outgoing)
            throws Exception {
        ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> mqtt =
                super.createProtocolManager(server, parameters, List.of(check), outgoing);
        return new BoundedMqtt(mqtt, largest);
    }
}
