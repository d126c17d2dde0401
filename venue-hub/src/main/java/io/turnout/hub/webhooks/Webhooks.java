package io.turnout.hub.webhooks;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits, on threads of its own. What was sent counts as sent once that is written down:
 * after a crash between the two it is sent again, under the same id. Thread-safe.
 */
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(30);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration TIDY = Duration.ofHours(1);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Targets targets;
    private final Courier courier;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition poked = lock.newCondition();
    private final List<Attempt> done = new ArrayList<>();
    private final Set<Long> underWay = new HashSet<>();
    private long tidyMs;
    private boolean poke;
    private boolean stopping;

    Webhooks(
            Database database,
            Audit audit,
            InstantSource clock,
            Targets targets,
            Duration patience) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.targets = targets;
        this.courier = new Courier(targets, clock, patience);
        this.thread = Thread.ofPlatform().name("webhooks").unstarted(this::run);
    }

    /** Starts, with what waited when the hub stopped. */
    public static Webhooks start(Database database, Audit audit, InstantSource clock, Reach reach) {
        Targets targets = new Targets(reach, InetAddress::getAllByName);
        Webhooks webhooks = new Webhooks(database, audit, clock, targets, PATIENCE);
        webhooks.begin();
        return webhooks;
    }

    void begin() {
        thread.start();
    }

    /** What organizers do with them. */
    public HookBook book() {
        return new HookBook(database, audit, clock, targets, this::written);
    }

    /** There may be something to send. Returns at once. */
    public void written() {
        change(() -> poke = true);
    }

    /** What is under way is broken off, and sent again after the next start. */
    @Override
    public void close() {
        change(() -> stopping = true);
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        senders.shutdownNow();
        courier.close();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            poked.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration rest = Duration.ZERO;
        try {
            while (await(rest)) {
                try {
                    rest = round();
                } catch (RuntimeException e) { // the next round finds all that was not done
                    LOG.error("webhooks could not be served", e);
                    rest = AFTER_TROUBLE;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("webhooks were told to end");
        }
    }

    private boolean await(Duration rest) throws InterruptedException {
        long left = rest.toNanos();
        lock.lock();
        try {
            while (!poke && !stopping && done.isEmpty() && left > 0) {
                left = poked.awaitNanos(left);
            }
            poke = false;
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Notes what was sent, sends what is due, and says how long there will be nothing to do. */
    private Duration round() {
        note(takeDone());
        tidy();
        long now = clock.millis();
        Queue.Due due = database.read(handle -> new Queue(handle, now).due(underWay));
        for (Waiting one : due.now()) {
            underWay.add(one.seq());
            senders.execute(() -> send(one));
        }
        Duration next =
                due.soonestMs()
                        .map(soonest -> Duration.ofMillis(Math.max(1, soonest - clock.millis())))
                        .orElse(LOOK_ANYWAY);
        return next.compareTo(LOOK_ANYWAY) < 0 ? next : LOOK_ANYWAY;
    }

    private List<Attempt> takeDone() {
        lock.lock();
        try {
            List<Attempt> taken = List.copyOf(done);
            done.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** What cannot be noted is not under way any more either: it is sent again. */
    private void note(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        try {
            long now = clock.millis();
            database.change(handle ->
                    new Queue(handle, now)
                            .note(attempts, audit, () -> ThreadLocalRandom.current().nextDouble()));
        } finally {
            attempts.forEach(attempt -> underWay.remove(attempt.delivery().seq()));
        }
    }

    private void tidy() {
        long now = clock.millis();
        if (now < tidyMs) {
            return;
        }
        boolean all = database.write(handle -> new Queue(handle, now).tidy());
        tidyMs = all ? now + TIDY.toMillis() : now;
    }

    private void send(Waiting one) {
        Attempt attempt;
        try {
            attempt = courier.send(one);
        } catch (InterruptedException e) {
            LOG.debug("delivery {} was broken off: the hub stops", one.id());
            return;
        } catch (RuntimeException e) { // nothing may keep a delivery under way for ever
            LOG.error("delivery {} failed", one.id(), e);
            attempt = Attempt.failed(one, Attempt.Fault.BROKEN);
        }
        Attempt came = attempt;
        if (!came.isDelivered()) {
            LOG.info(
                    "delivery {} of webhook {}: {} {}",
                    one.id(),
                    one.hook().value(),
                    came.fault().key(),
                    came.status());
        }
        change(() -> done.add(came));
    }
}
