package io.turnout.hub.store;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that stands in the database and is looked for again and again, on a thread of its own: at
 * the start, when a pause is over, and when somebody says that there may be more. Thread-safe.
 */
public final class Rounds implements AutoCloseable {
    /** As a pause: until somebody says so. */
    public static final Duration UNTIL_POKED = Duration.ofDays(365);

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    private final Round round;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean poked = true;
    private volatile boolean ending;

    /** Does what there is, and says how long to wait then. */
    @FunctionalInterface
    public interface Round {
        Duration run();
    }

    /**
     * Not started yet.
     *
     * @param name of the thread, and in the log
     * @param round where it fails, a later one finds all that was not done
     */
    public Rounds(String name, Round round) {
        this.round = round;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** There may be something to do. Returns at once. */
    public void poke() {
        lock.lock();
        try {
            poked = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a long round should come to its end. */
    public boolean areEnding() {
        return ending;
    }

    /** Waits for the round that is under way, 10 s at most. */
    @Override
    public void close() {
        ending = true;
        poke();
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (goesOnAfter(pause)) {
                pause = once();
            }
        } catch (InterruptedException e) {
            LOG.debug("{}: told to end", thread.getName());
        }
    }

    private Duration once() {
        try {
            return round.run();
        } catch (RuntimeException e) { // the edge of this thread: the next round goes on
            LOG.error("{}: a round failed", thread.getName(), e);
            return AFTER_FAILURE;
        }
    }

    private boolean goesOnAfter(Duration pause) throws InterruptedException {
        long left = pause.toNanos();
        lock.lock();
        try {
            while (!poked && !ending && left > 0) {
                left = changed.awaitNanos(left);
            }
            poked = false;
            return !ending;
        } finally {
            lock.unlock();
        }
    }
}
