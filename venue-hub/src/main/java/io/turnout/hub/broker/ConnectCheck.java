package io.turnout.hub.broker;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the broker itself does not check of a CONNECT: that the client id is the user's name (or a
 * unit could take over another's connection), and that the will goes to a topic the user may write
 * (Artemis publishes wills without asking who may).
 */
final class ConnectCheck implements MQTTInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectCheck.class);

    private final Admission admission;

    ConnectCheck(Admission admission) {
        this.admission = admission;
    }

    @Override
    public boolean intercept(MqttMessage message, RemotingConnection connection) {
        if (!(message instanceof MqttConnectMessage connect) || allowed(connect)) {
            return true;
        }
        LOG.warn("refused a connection from {}", connection.getRemoteAddress());
        connection.destroy();
        return false;
    }

    private boolean allowed(MqttConnectMessage connect) {
        String user = connect.payload().userName();
        return user != null
                && user.equals(connect.payload().clientIdentifier())
                && (!connect.variableHeader().isWillFlag()
                        || admission.mayPublish(user, connect.payload().willTopic()));
    }
}
