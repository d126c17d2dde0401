package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** How many people staff counted, beside how many attendance has inside at that time. */
public record HeadCounts(Handle handle) {
    /** Up to this many more or fewer are people in the doorway. */
    private static final long FEW = 3;

    /** And up to a tenth is miscounting. */
    private static final long TENTH = 10;

    private static final String COUNTS =
            """
            SELECT h.at_ms, h.people, h.who, h.session, x.title, r.name AS room_name,
                   (SELECT count(DISTINCT v.attendee) FROM visit v
                    WHERE v.session = h.session AND v.in_ms <= h.at_ms
                      AND v.out_ms > h.at_ms) AS inside
            FROM head_count h JOIN session x ON x.id = h.session JOIN room r ON r.id = x.room
            WHERE NOT EXISTS (
              SELECT 1 FROM head_count n WHERE n.session = h.session
                AND n.at_ms = h.at_ms AND n.id > h.id)
            """;

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

        /** What difference says nothing: people in the doorway, and miscounting. */
        long tolerance() {
            return Math.max(FEW, people / TENTH);
        }

        /** Whether a reader may have missed people. */
        public boolean isFarOff() {
            return Math.abs(difference()) > tolerance();
        }
    }

    /** A count of some session. */
    record Placed(Anomaly.Place place, Count count) {}

    /** Of a session, the last count of each time, by time. */
    public List<Count> of(String session) {
        return handle.createQuery(COUNTS + " AND h.session = :session ORDER BY h.at_ms")
                .bind("session", session)
                .map((row, _) -> count(row))
                .list();
    }

    /** Of an event, those that are far off, by time. */
    List<Placed> farOff(EventFacts event, ReportFilter filter) {
        Query query =
                handle.createQuery(
                                COUNTS
                                        + " AND x.event = :event"
                                        + filter.conditions("x.room", "x.id", "x.day", "h.at_ms")
                                        + " ORDER BY h.at_ms, h.session")
                        .bind("event", event.id().value());
        filter.bind(query, event.zone());
        return query.map((row, _) -> placed(row)).stream()
                .filter(one -> one.count().isFarOff())
                .toList();
    }

    private static Placed placed(ResultSet row) throws SQLException {
        return new Placed(
                new Anomaly.Place(
                        row.getString("session"),
                        row.getString("title"),
                        row.getString("room_name")),
                count(row));
    }

    private static Count count(ResultSet row) throws SQLException {
        return new Count(
                row.getLong("at_ms"),
                row.getLong("people"),
                row.getLong("inside"),
                row.getString("who"));
    }
}
