package io.turnout.gateway.uplink;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Paho calls on its own threads, for one connection. Nothing here calls the client back: that
 * deadlocks (Paho 999).
 */
final class Signals implements MqttCallback {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private final Incoming incoming;
    private final Bell bell;
    private volatile boolean lost;

    Signals(Incoming incoming, Bell bell) {
        this.incoming = incoming;
        this.bell = bell;
    }

    /** Whether the connection is known to be gone; that it is not known proves nothing. */
    boolean lost() {
        return lost;
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        LOG.debug("disconnected: {}", response);
        lost = true;
        bell.ring();
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        LOG.debug("mqtt", exception);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        incoming.arrived(topic, message.getPayload(), message.isRetained());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // Publishing waits for its own token.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // Connecting waits for its own token.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // No hub of ours asks for more than a password.
    }
}
