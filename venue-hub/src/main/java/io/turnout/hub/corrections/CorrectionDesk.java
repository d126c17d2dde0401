package io.turnout.hub.corrections;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import java.time.Duration;

/** What the pages of corrections have in common. */
record CorrectionDesk(Database database, CorrectionBook book, Frames frames, Pages pages) {
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final int TIMES = 100;

    /**
     * Waits a moment until reports have followed: whoever made a correction finds it there. What is
     * made for thousands takes longer, and pages say so.
     */
    void awaitFolded() {
        try {
            for (int i = 0; i < TIMES && waiting() > 0; i++) {
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the hub stops: the page says what waits
        }
    }

    private long waiting() {
        return database.read(handle -> new CorrectionQueries(handle).waiting());
    }
}
