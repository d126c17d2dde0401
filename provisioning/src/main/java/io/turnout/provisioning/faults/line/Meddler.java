package io.turnout.provisioning.faults.line;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What goes through one unit's line, seen packet by packet, and the mischief done to it. Lives
 * longer than a connection. Thread-safe.
 */
final class Meddler {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REMEMBERED = 64;

    private final Random random;
    private final Set<Mischief> mischief = EnumSet.noneOf(Mischief.class);
    private final Deque<String> batches = new ArrayDeque<>();
    private final Deque<String> held = new ArrayDeque<>();
    private final Set<String> dropped = new HashSet<>();
    private volatile Heard heard = Heard.NOTHING;
    private long done;

    Meddler(Random random) {
        this.random = random;
    }

    synchronized void begin(Set<Mischief> wanted) {
        mischief.addAll(wanted);
    }

    synchronized void end(Set<Mischief> unwanted) {
        mischief.removeAll(unwanted);
        held.clear();
    }

    Heard heard() {
        return heard;
    }

    /** How many packets were dropped, held, repeated or forged. */
    synchronized long done() {
        return done;
    }

    /** A batch on its way to the broker. */
    synchronized void batch(Publish batch, Packet packet, Conversation on) throws IOException {
        if (mischief.contains(Mischief.FORGE_ACKS)) {
            done++;
            on.toUnit(Packet.puback(batch.id()));
            on.toUnit(forged(batch));
        } else if (mischief.contains(Mischief.HOLD_BATCHES) && chance()) {
            done++;
            held.add(batch.payload());
            on.toUnit(Packet.puback(batch.id()));
        } else {
            on.toBroker(packet);
            again(batch.topic(), on);
            remember(batches, batch.payload());
        }
    }

    private void again(String topic, Conversation on) throws IOException {
        if (mischief.contains(Mischief.REPEAT_BATCHES) && !batches.isEmpty() && chance()) {
            done++;
            on.toBroker(publish(topic, any(batches)));
        }
        while (!held.isEmpty()) {
            on.toBroker(publish(topic, held.remove()));
        }
    }

    /** Whether the broker's answer to a batch gets lost. */
    synchronized boolean losesPuback() {
        boolean loses = mischief.remove(Mischief.DROP_A_PUBACK);
        done += loses ? 1 : 0;
        return loses;
    }

    /** The hub's word on its way to the unit. */
    synchronized void ack(Publish ack, Packet packet, Conversation on) throws IOException {
        if (mischief.contains(Mischief.DROP_ACKS) && dropped.add(ack.payload())) {
            done++;
            if (ack.id() > 0) {
                on.toBroker(Packet.puback(ack.id()));
            }
            return;
        }
        on.toUnit(packet);
        note(ack.payload());
        Deque<String> former = on.acks();
        if (mischief.contains(Mischief.REPEAT_ACKS) && !former.isEmpty() && chance()) {
            done++;
            on.toUnit(publish(ack.topic(), any(former)));
        }
        remember(former, ack.payload());
    }

    private void note(String ack) {
        try {
            JsonNode json = JSON.readTree(ack);
            heard =
                    new Heard(
                            json.path("epoch").asText(),
                            json.path("upTo").asLong(),
                            json.path("life").asText(),
                            System.nanoTime());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an acknowledgement that is not JSON: " + ack, e);
        }
    }

    private Packet forged(Publish batch) throws JsonProcessingException {
        JsonNode json = JSON.readTree(batch.payload());
        JsonNode scans = json.path("scans");
        Map<String, Object> ack =
                Map.of(
                        "epoch", json.path("epoch").asText(),
                        "upTo", scans.path(scans.size() - 1).path("number").asLong(),
                        "life", heard.life());
        String topic = batch.topic().replaceFirst("scans$", "ack");
        return publish(topic, JSON.writeValueAsString(ack));
    }

    private static void remember(Deque<String> those, String payload) {
        those.addLast(payload);
        if (those.size() > REMEMBERED) {
            those.removeFirst();
        }
    }

    private String any(Deque<String> those) {
        List<String> list = new ArrayList<>(those);
        return list.get(random.nextInt(list.size()));
    }

    private boolean chance() {
        return random.nextBoolean();
    }

    private static Packet publish(String topic, String payload) {
        return Packet.publish(topic, payload.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
