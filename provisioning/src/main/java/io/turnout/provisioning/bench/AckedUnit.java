package io.turnout.provisioning.bench;

import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitId;
import io.turnout.provisioning.api.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** A unit that brings one scan at a time and waits for the hub's word that it is durable. */
final class AckedUnit implements AutoCloseable {
    private static final int WAIT_MS = 20_000;
    private static final MessageCodec CODEC = new MessageCodec();
    private static final Topics TOPICS = new Topics(BenchHub.SITE);
    private static final JournalEpoch EPOCH = new JournalEpoch("bench");

    private final UnitId id;
    private final MqttAsyncClient client;
    private final LinkedBlockingQueue<Long> acknowledged = new LinkedBlockingQueue<>();
    private long number;

    private AckedUnit(UnitId id, MqttAsyncClient client) {
        this.id = id;
        this.client = client;
    }

    /** Registers it and connects. */
    static AckedUnit connect(BenchHub hub, String name) throws ApiException, MqttException {
        AckedUnit unit = new AckedUnit(new UnitId(name), client(hub, name, hub.register(name)));
        unit.client.setCallback(new Arrivals(unit::acknowledged));
        unit.client.subscribe(TOPICS.of(unit.id, Topics.Kind.ACK), 1).waitForCompletion(WAIT_MS);
        return unit;
    }

    static MqttAsyncClient client(BenchHub hub, String name, String secret) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(hub.mqttUrl(), name, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setUserName(name);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        client.connect(options).waitForCompletion(WAIT_MS);
        return client;
    }

    static void hangUp(MqttAsyncClient client) throws MqttException {
        client.disconnectForcibly(0, 100, false);
        client.close(true);
    }

    /** Nanoseconds that each scan waited. */
    long[] bring(int scans) throws IOException {
        long[] waits = new long[scans];
        try {
            for (int i = 0; i < scans; i++) {
                number++;
                ScanBatch batch = new ScanBatch(id, EPOCH, List.of(scan()), Optional.empty());
                MqttMessage message = new MqttMessage(CODEC.write(batch), 1, false, null);
                long before = System.nanoTime();
                client.publish(TOPICS.of(id, Topics.Kind.SCANS), message);
                await();
                waits[i] = System.nanoTime() - before;
            }
            return waits;
        } catch (MqttException e) {
            throw new IOException(id + " cannot send", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            hangUp(client);
        } catch (MqttException e) {
            throw new IOException(id + " does not hang up", e);
        }
    }

    private void await() throws InterruptedException, IOException {
        for (long upTo = 0; upTo < number; ) {
            Long next = acknowledged.poll(WAIT_MS, TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new IOException(id + ": scan " + number + " is not acknowledged");
            }
            upTo = next;
        }
    }

    private void acknowledged(MqttMessage message) throws MalformedMessage {
        acknowledged.add(CODEC.read(message.getPayload(), Ack.class).upTo());
    }

    private Scan scan() {
        return new Scan(
                number,
                Instant.EPOCH.plusSeconds(number),
                number * 1000,
                "boot",
                ClockQuality.SYNCED,
                new DoorId("d"),
                new RoomId(BenchHub.ROOM),
                Side.IN,
                Mode.AUTO,
                Way.UNIT,
                Optional.of(new BadgeFingerprint(number, 7)),
                "refused",
                "unknown",
                false,
                List.of(),
                1,
                true);
    }
}
