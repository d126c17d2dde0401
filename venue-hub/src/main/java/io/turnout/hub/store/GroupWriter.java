package io.turnout.hub.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
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
    private final BlockingQueue<T> waiting = new LinkedBlockingQueue<>();
    private final Limits<T> limits;
    private final Semaphore room;
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
            Limits<T> limits,
            BiFunction<Handle, List<T>, R> change,
            Consumer<R> committed) {
        this.name = name;
        this.database = database;
        this.change = change;
        this.committed = committed;
        this.limits = limits;
        this.room = new Semaphore(limits.waiting());
        this.thread = Thread.ofPlatform().name(name).start(this::run);
    }

    /**
     * How much may wait, and how much makes one transaction at most; a single item of more weight
     * is taken all the same, alone.
     *
     * @param weight what an item counts for, 1 or more
     */
    public record Limits<T>(int waiting, int group, ToIntFunction<T> weight) {
        /** Counted by items. */
        public static <T> Limits<T> items(int waiting, int group) {
            return new Limits<>(waiting, group, item -> 1);
        }

        int room(T item) {
            return Math.min(waiting, weight.applyAsInt(item));
        }
    }

    /**
     * Brings an item; blocks up to {@code patience} while the queue is full, which slows the
     * sender.
     *
     * @return false when it was dropped
     */
    public boolean offer(T item, Duration patience) {
        try {
            int needed = limits.room(item);
            if (!stopping && room.tryAcquire(needed, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                waiting.add(item);
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
        List<T> items = new ArrayList<>();
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
            gather(first, items);
            return true;
        } catch (InterruptedException e) {
            stopping = true; // nobody interrupts this thread but a dying process
            return false;
        }
    }

    /** The first and what waits behind it, as far as one transaction goes. */
    private void gather(T first, List<T> items) {
        int weight = 0;
        T next = first;
        while (next != null) {
            items.add(next);
            room.release(limits.room(next));
            weight += limits.weight().applyAsInt(next);
            T head = waiting.peek();
            boolean fits =
                    head != null && weight + limits.weight().applyAsInt(head) <= limits.group();
            next = fits ? waiting.poll() : null;
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
