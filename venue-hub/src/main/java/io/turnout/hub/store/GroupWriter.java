package io.turnout.hub.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer for what many bring: whatever is waiting becomes one transaction. An item that makes
 * its group fail is found by writing each alone; it is dropped and counted, and so is an item that
 * finds the queue full. Alarm on {@link #dropped}: nothing should ever be.
 *
 * @param <T> what is brought
 * @param <R> what a transaction hands to those who wait for the commit
 */
public final class GroupWriter<T, R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    private final String name;
    private final Database database;
    private final BiFunction<Handle, List<T>, R> change;
    private final Consumer<R> committed;
    private final BlockingQueue<T> waiting;
    private final int group;
    private final LongAdder dropped = new LongAdder();
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * Starts the writer's thread.
     *
     * @param limits how many may wait and how many make one transaction
     * @param change runs inside the transaction
     * @param committed runs after it, in order, on the same thread
     */
    public GroupWriter(
            String name,
            Database database,
            Limits limits,
            BiFunction<Handle, List<T>, R> change,
            Consumer<R> committed) {
        this.name = name;
        this.database = database;
        this.change = change;
        this.committed = committed;
        this.waiting = new ArrayBlockingQueue<>(limits.waiting());
        this.group = limits.group();
        this.thread = Thread.ofPlatform().name(name).start(this::run);
    }

    /** How many items may wait, and how many make one transaction at most. */
    public record Limits(int waiting, int group) {}

    /**
     * Brings an item; blocks up to {@code patience} while the queue is full, which slows the
     * sender.
     *
     * @return false when it was dropped
     */
    public boolean offer(T item, Duration patience) {
        try {
            if (!stopping && waiting.offer(item, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dropped.increment();
        return false;
    }

    /** How many items were dropped since the start. */
    public long dropped() {
        return dropped.sum();
    }

    /** How many items wait now. */
    public int waiting() {
        return waiting.size();
    }

    /** Writes what is waiting, then stops. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<T> items = new ArrayList<>(group);
        while (!stopping || !waiting.isEmpty()) {
            if (fetch(items)) {
                write(items);
                items.clear();
            }
        }
    }

    private boolean fetch(List<T> items) {
        try {
            T first = waiting.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return false;
            }
            items.add(first);
            waiting.drainTo(items, group - 1);
            return true;
        } catch (InterruptedException e) {
            stopping = true; // nobody interrupts this thread but a dying process
            return false;
        }
    }

    private void write(List<T> items) {
        if (written(List.copyOf(items))) {
            return;
        }
        for (T item : items) {
            if (!written(List.of(item))) {
                dropped.increment();
            }
        }
    }

    private boolean written(List<T> items) {
        R result;
        try {
            result = database.write(handle -> change.apply(handle, items));
        } catch (RuntimeException e) { // the thread must outlive whatever one group brings
            LOG.error("{}: {} items not written", name, items.size(), e);
            return false;
        }
        try {
            committed.accept(result);
        } catch (RuntimeException e) { // they are written all the same
            LOG.error("{}: {} items written, but not passed on", name, items.size(), e);
        }
        return true;
    }
}
