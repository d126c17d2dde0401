package io.turnout.hub.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * "Something changed", per event: a number that grows. Those who wait are woken; how often they
 * look is theirs. Thread-safe.
 */
public final class Changes implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Long> numbers = new HashMap<>();
    private boolean closed;

    /** Says that something of an event changed. Never blocks for long. */
    public void happened(String event) {
        lock.lock();
        try {
            numbers.merge(event, 1L, Long::sum);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of an event's last change, 0 for none yet. */
    public long number(String event) {
        lock.lock();
        try {
            return numbers.getOrDefault(event, 0L);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a change after the one known.
     *
     * @return the number of the last change, which is {@code known} when the patience ran out
     */
    public long await(String event, long known, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!closed && left > 0 && numbers.getOrDefault(event, 0L) == known) {
                left = changed.awaitNanos(left);
            }
            return numbers.getOrDefault(event, 0L);
        } finally {
            lock.unlock();
        }
    }

    /** Lets a time pass, unless closed before. */
    boolean rest(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lock();
        try {
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Sends everybody home. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
