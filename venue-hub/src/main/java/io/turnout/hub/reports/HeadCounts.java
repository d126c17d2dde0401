package io.turnout.hub.reports;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** How many people staff counted, beside how many attendance has inside at that time. */
public record HeadCounts(Handle handle) {
    /** Up to this many more or fewer are people in the doorway. */
    private static final long FEW = 3;

    /** And up to a tenth is miscounting. */
    private static final long TENTH = 10;

    /**
     * A count.
     *
     * @param people whom staff counted
     * @param inside whom attendance has inside at that time
     */
    public record Count(long atMs, long people, long inside, String who) {
        public long difference() {
            return inside - people;
        }

        /** Whether a reader may have missed people. */
        public boolean isFarOff() {
            return Math.abs(difference()) > Math.max(FEW, people / TENTH);
        }
    }

    /** Of a session, the last count of each time, by time. */
    public List<Count> of(String session) {
        return handle.createQuery(
                        """
                        SELECT h.at_ms, h.people, h.who,
                               (SELECT count(DISTINCT v.attendee) FROM visit v
                                WHERE v.session = h.session AND v.in_ms <= h.at_ms
                                  AND v.out_ms > h.at_ms) AS inside
                        FROM head_count h
                        WHERE h.session = :session AND NOT EXISTS (
                          SELECT 1 FROM head_count n WHERE n.session = h.session
                            AND n.at_ms = h.at_ms AND n.id > h.id)
                        ORDER BY h.at_ms
                        """)
                .bind("session", session)
                .map((row, _) ->
                        new Count(
                                row.getLong("at_ms"),
                                row.getLong("people"),
                                row.getLong("inside"),
                                row.getString("who")))
                .list();
    }
}
