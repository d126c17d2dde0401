package io.turnout.hub.clock;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The times of scans that their wall clocks do not say; a scan without a row is as it says. */
record ScanTimeTable(Handle handle) {
    /** Whether anything changed. */
    boolean put(long seq, String room, long wallMs, BestTime time) {
        Optional<BestTime> before =
                handle.createQuery(
                                "SELECT best_ms, earliest_ms, latest_ms FROM scan_time"
                                        + " WHERE seq = :seq")
                        .bind("seq", seq)
                        .map((row, context) ->
                                new BestTime(row.getLong(1), row.getLong(2), row.getLong(3)))
                        .findOne();
        if (before.orElse(BestTime.exact(wallMs)).equals(time)) {
            return false;
        }
        if (BestTime.exact(wallMs).equals(time)) {
            handle.execute("DELETE FROM scan_time WHERE seq = ?", seq);
        } else {
            handle.execute(
                    """
                    INSERT INTO scan_time (seq, room, best_ms, earliest_ms, latest_ms)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (seq) DO UPDATE SET best_ms = excluded.best_ms,
                        earliest_ms = excluded.earliest_ms, latest_ms = excluded.latest_ms
                    """,
                    seq,
                    room,
                    time.bestMs(),
                    time.earliestMs(),
                    time.latestMs());
        }
        return true;
    }
}
