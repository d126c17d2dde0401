package io.turnout.hub.attendant;

import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Batches of phones, and of units whose card somebody brings, on the way into the scan log: whoever
 * brings one waits for the word that it is durable, as units do. Thread-safe.
 */
public final class Deliveries {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    private final Map<UnitId, Ack> waited = new HashMap<>();
    private final Map<UnitId, Integer> waiting = new HashMap<>();

    /**
     * Takes an acknowledgement that somebody may wait for.
     *
     * @return whether it is for a phone: nobody else is told then
     */
    public boolean acknowledged(UnitId unit, Ack ack) {
        lock.lock();
        try {
            if (waiting.containsKey(unit)) {
                waited.put(unit, ack);
                came.signalAll();
            }
            return Phones.isPhone(unit);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands a batch on and waits until the hub has it.
     *
     * @param receive takes it to the scan log
     * @return up to which number the journal is durable; empty where that took too long: it may be
     *     brought again
     */
    public Optional<Ack> deliver(
            ScanBatch batch, byte[] payload, BiConsumer<UnitId, byte[]> receive, Duration patience)
            throws InterruptedException {
        UnitId unit = batch.unit();
        long last = end(batch);
        lock.lock();
        try {
            waiting.merge(unit, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
        try {
            receive.accept(unit, payload);
            return await(unit, batch, last, patience);
        } finally {
            leave(unit);
        }
    }

    /** The last number that it settles. */
    private static long end(ScanBatch batch) {
        long scan = batch.scans().isEmpty() ? 0 : batch.scans().getLast().number();
        long lost =
                batch.lost().stream()
                        .flatMap(List::stream)
                        .mapToLong(LostScans::to)
                        .max()
                        .orElse(0);
        return Math.max(scan, lost);
    }

    private Optional<Ack> await(UnitId unit, ScanBatch batch, long last, Duration patience)
            throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            Optional<Ack> ack = heard(unit, batch, last);
            while (ack.isEmpty() && left > 0) {
                left = came.awaitNanos(left);
                ack = heard(unit, batch, last);
            }
            return ack;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Ack> heard(UnitId unit, ScanBatch batch, long last) {
        return Optional.ofNullable(waited.get(unit))
                .filter(ack -> ack.epoch().equals(batch.epoch()) && ack.upTo() >= last);
    }

    private void leave(UnitId unit) {
        lock.lock();
        try {
            if (waiting.merge(unit, -1, Integer::sum) <= 0) {
                waiting.remove(unit);
                waited.remove(unit);
            }
        } finally {
            lock.unlock();
        }
    }
}
