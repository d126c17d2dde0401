package io.turnout.hub.fleet;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of what must not wait: revoked, blocked and replaced badges go to the units on a thread
 * of their own, past lists that are being made. Several at once make one word. Thread-safe.
 */
public final class UrgentChanges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UrgentChanges.class);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    private final ChangeFeed feed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition poked = lock.newCondition();
    private final Set<String> due = new LinkedHashSet<>();
    private final Thread thread;
    private boolean stopping;

    private UrgentChanges(ChangeFeed feed) {
        this.feed = feed;
        this.thread = Thread.ofPlatform().name("urgent-changes").unstarted(this::run);
    }

    /** Starts the thread. */
    public static UrgentChanges start(ChangeFeed feed) {
        UrgentChanges urgent = new UrgentChanges(feed);
        urgent.thread.start();
        return urgent;
    }

    /** Badges of an event changed their state. Returns at once. */
    public void changed(String event) {
        lock.lock();
        try {
            due.add(event);
            poked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is due is said first. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            poked.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (Set<String> events = next(); !events.isEmpty(); events = next()) {
                events.forEach(this::say);
            }
        } catch (InterruptedException _) {
            LOG.debug("the thread for urgent changes was told to end");
        }
    }

    private void say(String event) {
        try {
            feed.urgent(event);
        } catch (RuntimeException e) { // the edge of this thread: the lists say it a moment later
            LOG.error("event {}: an urgent change was not said at once", event, e);
        }
    }

    /** Empty when it is time to stop. */
    private Set<String> next() throws InterruptedException {
        lock.lock();
        try {
            while (due.isEmpty() && !stopping) {
                poked.await();
            }
            Set<String> events = Set.copyOf(due);
            due.clear();
            return events;
        } finally {
            lock.unlock();
        }
    }
}
