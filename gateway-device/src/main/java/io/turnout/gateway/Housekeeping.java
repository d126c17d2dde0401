package io.turnout.gateway;

import io.turnout.gateway.clock.KeptTime;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done now and then: the journal is looked at every ten seconds, the time is kept each
 * minute, old scans are forgotten each hour.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long LOOK_SECONDS = 10;
    private static final long LOOKS_A_MINUTE = 6;
    private static final long LOOKS_AN_HOUR = 360;

    private final Journal journal;
    private final UnitClock clock;
    private final KeptTime keptTime;
    private final Runnable look;
    private final Thread thread;

    Housekeeping(Journal journal, UnitClock clock, KeptTime keptTime, Runnable look) {
        this.look = look;
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
            for (long looks = 0; true; looks++) {
                if (looks % LOOKS_AN_HOUR == 0) {
                    prune();
                }
                if (looks % LOOKS_A_MINUTE == 0) {
                    keepTime();
                }
                TimeUnit.SECONDS.sleep(LOOK_SECONDS);
                look.run();
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
