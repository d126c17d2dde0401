package io.turnout.hub.clock;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The times of scans that their wall clocks do not say; a scan without a row is as it says. What is
 * put is in the table after {@link #write}.
 */
final class ScanTimeTable {
    private final PreparedBatch exact;
    private final PreparedBatch others;

    ScanTimeTable(Handle handle) {
        this.exact = handle.prepareBatch("DELETE FROM scan_time WHERE seq = ?");
        this.others =
                handle.prepareBatch(
                        """
                        INSERT INTO scan_time (seq, room, best_ms, earliest_ms, latest_ms)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (seq) DO UPDATE SET best_ms = excluded.best_ms,
                            earliest_ms = excluded.earliest_ms, latest_ms = excluded.latest_ms
                        """);
    }

    void put(long seq, String room, long wallMs, BestTime time) {
        if (BestTime.exact(wallMs).equals(time)) {
            exact.add(seq);
        } else {
            others.add(seq, room, time.bestMs(), time.earliestMs(), time.latestMs());
        }
    }

    void write() {
        exact.execute();
        others.execute();
    }
}
