package io.turnout.gateway;

import io.turnout.gateway.clock.KeptTime;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done now and then: the time is kept each minute, old scans are forgotten each hour. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long MINUTES_BETWEEN_PRUNINGS = 60;

    private final Journal journal;
    private final UnitClock clock;
    private final KeptTime keptTime;
    private final Thread thread;

    Housekeeping(Journal journal, UnitClock clock, KeptTime keptTime) {
        this.journal = journal;
        this.clock = clock;
        this.keptTime = keptTime;
        this.thread = Thread.ofPlatform().name("housekeeping").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Keeps the time once more. */
    @Override
    public void close() {
        thread.interrupt();
        keepTime();
    }

    private void run() {
        try {
            for (long minute = 0; true; minute++) {
                if (minute % MINUTES_BETWEEN_PRUNINGS == 0) {
                    prune();
                }
                keepTime();
                TimeUnit.MINUTES.sleep(1);
            }
        } catch (InterruptedException _) {
            // The program ends.
        }
    }

    private void prune() {
        try {
            // By a wrong clock scans would be forgotten that a restored hub wants again.
            if (clock.now().basis().trusted()) {
                journal.prune(clock.best());
            }
        } catch (JournalFailure failed) {
            LOG.warn("{}", failed.getMessage());
        }
    }

    private synchronized void keepTime() {
        try {
            keptTime.write(clock);
        } catch (IOException full) {
            LOG.warn("the time is not kept for the next start: {}", full.getMessage());
        }
    }
}
