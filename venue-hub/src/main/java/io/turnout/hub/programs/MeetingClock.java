package io.turnout.hub.programs;

import io.turnout.hub.identity.Organization;
import io.turnout.hub.programs.MeetingRows.Written;
import io.turnout.hub.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the time of day do what it does to meetings, on a thread of its own: each at its due time,
 * once, also when the hub was down then. What is due stands in the database, and what was done of
 * it moves in the same transaction. Thread-safe.
 */
public final class MeetingClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingClock.class);
    private static final int AT_ONCE = 500;
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(20);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    private final Database database;
    private final InstantSource clock;
    private final Notices notices;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition poked = lock.newCondition();
    private final Thread thread;
    private boolean work = true;
    private volatile boolean stopping;

    MeetingClock(Database database, InstantSource clock, Notices notices) {
        this.database = database;
        this.clock = clock;
        this.notices = notices;
        this.thread = Thread.ofPlatform().name("meetings").unstarted(this::run);
    }

    /** Starts, with what came to be due while the hub was down. */
    public static MeetingClock start(Database database, InstantSource clock, Notices notices) {
        MeetingClock meetings = new MeetingClock(database, clock, notices);
        meetings.thread.start();
        return meetings;
    }

    /** Something may be due at another time than before. Returns at once. */
    public void changed() {
        lock.lock();
        try {
            work = true;
            poked.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        stopping = true;
        changed();
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (await()) {
                try {
                    catchUp();
                } catch (RuntimeException e) { // the next round finds all that was not done
                    LOG.error("meetings could not be brought up to date", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("meetings were told to end");
        }
    }

    private boolean await() throws InterruptedException {
        long left = untilDue().toNanos();
        lock.lock();
        try {
            while (!work && !stopping && left > 0) {
                left = poked.awaitNanos(left);
            }
            work = false;
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    /** A clock that is put right may jump, so it is never waited for long. */
    private Duration untilDue() {
        Optional<Instant> next = database.read(handle -> new MeetingRows(handle).nextDue());
        Duration left = next.map(due -> Duration.between(clock.instant(), due)).orElse(LOOK_ANYWAY);
        return left.compareTo(LOOK_ANYWAY) < 0 ? left : LOOK_ANYWAY;
    }

    /** Does all that is due, and tells those who are to be asked. */
    void catchUp() {
        while (!stopping && database.write(this::next) == AT_ONCE) {
            LOG.debug("more meetings are due");
        }
        notices.send();
    }

    /** Where the organization has no programs, nothing is done; it is when it has them again. */
    private int next(Handle handle) {
        if (!Organization.programs(handle)) {
            return 0;
        }
        MeetingRows rows = new MeetingRows(handle);
        Instant now = clock.instant();
        List<Meeting> due = rows.due(now, AT_ONCE);
        due.forEach(meeting -> ask(rows, MeetingBook.settled(rows, meeting, now), now));
        return due.size();
    }

    /** Nobody is asked about what was decided meanwhile. */
    private static void ask(MeetingRows rows, Meeting meeting, Instant now) {
        Instant from = meeting.state().end().plus(MeetingRows.ASK_AFTER);
        boolean asks =
                meeting.rules().verified()
                        && meeting.state().status() == MeetingStatus.UNCONFIRMED
                        && !meeting.asked()
                        && !from.isAfter(now);
        if (asks) {
            Notices.ask(rows.handle(), meeting.id(), rows.people(meeting.id()), from, now);
            rows.update(meeting, meeting.room(), true);
            Written written = new Written(new Actor.Clock(), now);
            rows.step(meeting.id(), "ask", meeting.state(), from, written);
        }
    }
}
