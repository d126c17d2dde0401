package io.turnout.hub.fleet;

import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and announces lists on a thread of its own, a moment after the last change, so that an
 * import of a thousand rows makes one list. Thread-safe.
 */
public final class ListPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListPublisher.class);
    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    private final AccessLists lists;
    private final Consumer<AccessLists.Addressed> announce;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition poked = lock.newCondition();
    private final Set<String> dirty = new LinkedHashSet<>();
    private final Map<UnitId, UnitInfo> told = new HashMap<>();
    private final Map<UnitId, ListNotice> announced = new HashMap<>();
    private final Thread thread;
    private boolean announceAll;
    private boolean stopping;

    private ListPublisher(AccessLists lists, Consumer<AccessLists.Addressed> announce) {
        this.lists = lists;
        this.announce = announce;
        this.thread = Thread.ofPlatform().name("lists").unstarted(this::run);
    }

    /**
     * Starts the thread.
     *
     * @param announce publishes a notice to its unit; one that is lost is announced again when the
     *     unit says that it lacks the list
     */
    public static ListPublisher start(AccessLists lists, Consumer<AccessLists.Addressed> announce) {
        ListPublisher publisher = new ListPublisher(lists, announce);
        publisher.thread.start();
        return publisher;
    }

    /** Something changed that an event's lists are made from. Returns at once. */
    public void changed(String event) {
        poke(() -> dirty.add(event));
    }

    /** The broker may have forgotten all notices. Returns at once. */
    public void announceAll() {
        poke(() -> announceAll = true);
    }

    /**
     * A unit said which list it uses, and which changes. What it lacks is announced to it again: a
     * broker may lose for a subscriber what is said while it subscribes. Returns at once.
     */
    public void told(UnitId unit, UnitInfo info) {
        poke(() -> told.put(unit, info));
    }

    @Override
    public void close() {
        poke(() -> stopping = true);
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Round(Set<String> events, boolean all, Map<UnitId, UnitInfo> told) {}

    private void run() {
        try {
            Round round = await();
            while (!isStopping()) {
                publish(round);
                round = await();
            }
        } catch (InterruptedException e) {
            LOG.debug("the list thread was told to end");
        }
    }

    private void publish(Round round) throws InterruptedException {
        try {
            List<String> events = round.all() ? lists.events() : List.copyOf(round.events());
            for (String event : events) {
                lists.refresh(event, round.all(), this::announce);
            }
            round.told().forEach(this::remind);
        } catch (RuntimeException e) { // tried again: units must not stay without their list
            LOG.error("access lists could not be made; trying again", e);
            poke(() -> announceAll = true);
            rest(RETRY);
        }
    }

    private void announce(AccessLists.Addressed to) {
        announced.put(to.unit(), to.notice());
        announce.accept(to);
    }

    private void remind(UnitId unit, UnitInfo info) {
        ListNotice newest = announced.get(unit);
        if (newest != null && newest.revision() > info.listRevision()) {
            announce.accept(new AccessLists.Addressed(unit, newest));
        }
        info.changes().ifPresent(inForce -> lists.remind(unit, inForce));
    }

    /** Waits for a change, and then for changes to pause. */
    private Round await() throws InterruptedException {
        lock.lock();
        try {
            while (dirty.isEmpty() && told.isEmpty() && !announceAll && !stopping) {
                poked.await();
            }
        } finally {
            lock.unlock();
        }
        rest(SETTLE);
        lock.lock();
        try {
            Round round = new Round(Set.copyOf(dirty), announceAll, Map.copyOf(told));
            dirty.clear();
            told.clear();
            announceAll = false;
            return round;
        } finally {
            lock.unlock();
        }
    }

    private void rest(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lock();
        try {
            while (!stopping && left > 0) {
                left = poked.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private void poke(Runnable change) {
        lock.lock();
        try {
            change.run();
            poked.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
