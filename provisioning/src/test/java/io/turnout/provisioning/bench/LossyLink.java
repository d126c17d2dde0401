package io.turnout.provisioning.bench;

import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.UnitId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loses every acknowledgement once, repeats batches, holds them back until a later one overtakes
 * them, and loses some.
 */
final class LossyLink implements HubHalf.Faults {
    private final Random random;
    private final Map<UnitId, List<byte[]>> held = new HashMap<>();
    private final Set<String> lostOnce = ConcurrentHashMap.newKeySet();
    private final AtomicInteger overtaken = new AtomicInteger();

    LossyLink(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public synchronized List<byte[]> batches(UnitId from, byte[] payload) {
        List<byte[]> waiting = held.computeIfAbsent(from, unit -> new ArrayList<>());
        int fate = random.nextInt(10);
        if (fate == 0) {
            return List.of();
        }
        waiting.add(payload);
        if (fate <= 3) {
            return List.of();
        }
        if (waiting.size() > 1) {
            overtaken.incrementAndGet();
        }
        List<byte[]> arriving = new ArrayList<>(waiting);
        waiting.clear();
        if (fate <= 6) {
            arriving.addAll(List.copyOf(arriving));
        }
        Collections.shuffle(arriving, random);
        return arriving;
    }

    @Override
    public boolean loses(UnitId to, Ack ack) {
        return lostOnce.add(to + " " + ack.upTo());
    }

    int lostAcknowledgements() {
        return lostOnce.size();
    }

    int overtaken() {
        return overtaken.get();
    }
}
