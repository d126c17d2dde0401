package io.turnout.provisioning.bench;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Hears only what arrives: whoever waits for that notices by itself that nothing does. */
record Arrivals(Taker taker) implements MqttCallback {
    /** Takes a message. */
    @FunctionalInterface
    interface Taker {
        void take(MqttMessage message) throws Exception;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws Exception {
        taker.take(message);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        // Nothing arrives any more.
    }

    @Override
    public void mqttErrorOccurred(MqttException e) {
        // Nothing arrives any more.
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // What counts is what comes back.
    }

    @Override
    public void connectComplete(boolean reconnect, String uri) {
        // Whoever connects waits for it.
    }

    @Override
    public void authPacketArrived(int code, MqttProperties properties) {
        // No broker here asks for anything.
    }
}
