package io.turnout.hub.reports;

import io.turnout.hub.store.Database;
import java.time.Duration;

/**
 * Waits until attendance has followed the scan log and the corrections to where they were when a
 * report was asked for: the scan that somebody just made is in it, and not half of it.
 */
record FoldWait(Database database, Duration atMost) {
    private static final Duration EVERY = Duration.ofMillis(20);

    /** Returns late at the most; how many scans are behind then, completeness says. */
    void await() {
        long wanted = number("SELECT COALESCE(MAX(seq), 0) FROM scan");
        long said = number("SELECT COALESCE(MAX(number), 0) FROM correction");
        try {
            for (long i = atMost.dividedBy(EVERY); i > 0 && isBehind(wanted, said); i--) {
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the hub stops: the report says what it lacks
        }
    }

    private boolean isBehind(long wanted, long said) {
        return number("SELECT seq FROM fold_mark WHERE id = 1") < wanted
                || number("SELECT number FROM correction_mark WHERE id = 1") < said;
    }

    private long number(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
