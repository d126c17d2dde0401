package io.turnout.hub.broker;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.List;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Artemis itself does not check, before anything else sees the packet:
 *
 * <ul>
 *   <li>that the client id is the user's name, or a unit could take over another's connection;
 *   <li>that a will goes to a topic its user may write: Artemis publishes wills unasked;
 *   <li>that no filter names a queue ({@code address::queue}): at the end of the connection Artemis
 *       would try to delete that queue, whosever it is.
 * </ul>
 */
final class PacketCheck implements MQTTInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(PacketCheck.class);

    private final Admission admission;

    PacketCheck(Admission admission) {
        this.admission = admission;
    }

    @Override
    public boolean intercept(MqttMessage message, RemotingConnection connection) {
        if (allowed(message)) {
            return true;
        }
        LOG.warn("hung up on {}: a packet that no unit sends", connection.getRemoteAddress());
        connection.destroy();
        return false;
    }

    private boolean allowed(MqttMessage message) {
        if (message instanceof MqttConnectMessage connect) {
            return allowed(connect);
        }
        if (message instanceof MqttSubscribeMessage subscribe) {
            return namesNoQueue(
                    subscribe.payload().topicSubscriptions().stream()
                            .map(MqttTopicSubscription::topicFilter)
                            .toList());
        }
        return !(message instanceof MqttUnsubscribeMessage unsubscribe)
                || namesNoQueue(unsubscribe.payload().topics());
    }

    private boolean allowed(MqttConnectMessage connect) {
        String user = connect.payload().userName();
        return user != null
                && user.equals(connect.payload().clientIdentifier())
                && (!connect.variableHeader().isWillFlag()
                        || admission.mayPublish(user, connect.payload().willTopic()));
    }

    private static boolean namesNoQueue(List<String> filters) {
        return filters.stream().noneMatch(filter -> filter.contains(Admission.QUEUE));
    }
}
