package io.turnout.provisioning.bench;

import io.turnout.hub.store.Database;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds up the hub's writer again and again, as a worn card does. */
final class SlowDisk implements AutoCloseable {
    private static final Duration STALL = Duration.ofMillis(250);

    private final Database database;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger stalls = new AtomicInteger();
    private final Thread thread;

    SlowDisk(Database database) {
        this.database = database;
        this.thread = Thread.ofPlatform().name("slow-disk").start(this::run);
    }

    int stalls() {
        return stalls.get();
    }

    private void run() {
        while (!isClosedWithin(Duration.ofMillis(1))) {
            database.change(handle -> isClosedWithin(STALL));
            stalls.incrementAndGet();
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
