package io.turnout.gateway.uplink;

import io.turnout.gateway.accesslist.ListFixture;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Takes scans as a hub does, and acknowledges them when it is told to. */
final class FakeHub implements AutoCloseable, MqttCallback {
    static final HubLife LIFE = new HubLife("life");
    private static final Topics TOPICS = new Topics("venue");

    private final MessageCodec codec = new MessageCodec();
    private final MqttAsyncClient client;
    private final TreeMap<Long, Scan> scans = new TreeMap<>();
    private final Map<Topics.Kind, byte[]> newest = new ConcurrentHashMap<>();
    final Map<String, byte[]> alerts = new ConcurrentHashMap<>();
    final List<JournalEpoch> epochs = new CopyOnWriteArrayList<>();
    final List<LostScans> lost = new CopyOnWriteArrayList<>();
    final List<Integer> batches = new CopyOnWriteArrayList<>();
    private volatile Optional<JournalEpoch> epoch = Optional.empty();

    FakeHub(String url) throws MqttException {
        client = new MqttAsyncClient(url, "hub", new MemoryPersistence());
        client.setCallback(this);
        client.connect().waitForCompletion(5000);
        for (Topics.Kind kind : Topics.Kind.values()) {
            if (!kind.fromUnit()) {
                continue;
            }
            client.subscribe(TOPICS.all(kind), 1).waitForCompletion(5000);
        }
    }

    @Override
    public synchronized void messageArrived(String topic, MqttMessage message)
            throws MalformedMessage {
        Topics.Address from = TOPICS.parse(topic).orElseThrow();
        Topics.Kind kind = from.kind();
        if (kind == Topics.Kind.ALERT) {
            alerts.put(from.item(), message.getPayload());
            alerts.values().removeIf(payload -> payload.length == 0);
            return;
        }
        newest.put(kind, message.getPayload());
        if (kind == Topics.Kind.SCANS) {
            ScanBatch batch = codec.read(message.getPayload(), ScanBatch.class);
            batch.scans().forEach(scan -> scans.put(scan.number(), scan));
            lost.addAll(batch.lost().orElse(List.of()));
            epochs.add(batch.epoch());
            epoch = Optional.of(batch.epoch());
            batches.add(batch.scans().size());
        }
    }

    <T extends Record> Optional<T> newest(Topics.Kind kind, Class<T> type) throws MalformedMessage {
        byte[] payload = newest.get(kind);
        return payload == null ? Optional.empty() : Optional.of(codec.read(payload, type));
    }

    /** Without gaps from 1. */
    synchronized long upTo() {
        long upTo = 0;
        while (scans.containsKey(upTo + 1)) {
            upTo++;
        }
        return upTo;
    }

    void acknowledge() throws MqttException {
        if (epoch.isPresent()) {
            acknowledge(new Ack(epoch.get(), upTo(), Optional.of(LIFE)));
        }
    }

    void acknowledge(Ack ack) throws MqttException {
        say(Topics.Kind.ACK, codec.write(ack));
    }

    void say(Topics.Kind kind, byte[] payload) throws MqttException {
        client.publish(TOPICS.of(ListFixture.UNIT, kind), payload, 1, kind.retained())
                .waitForCompletion(5000);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 0, false);
        client.close(true);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
