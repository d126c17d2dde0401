package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What staff said of an attendee's presence, as far as it holds, with the reason. Who said it is
 * not for the attendee.
 *
 * @param title of the session; of the room where a scan is of none
 * @param kind {@code add}, {@code annul}, {@code move}, {@code set}
 * @param inMs 0 for none
 * @param outMs 0 for none
 * @param atMs of the scan, 0 for none
 * @param away whether it is somebody else's now
 */
public record MyCorrection(
        String title, String kind, long inMs, long outMs, long atMs, boolean away, String why) {
    /** In the order in which they were made. */
    static List<MyCorrection> of(Handle handle, EventFacts event, long attendee) {
        return handle.createQuery(
                        """
                        SELECT c.number, l.place, COALESCE(x.title, '') AS title, c.kind, l.in_ms,
                               l.out_ms, 0 AS at_ms, 0 AS away, c.why
                        FROM correction_line l JOIN correction c ON c.number = l.correction
                        LEFT JOIN session x ON x.id = l.session
                        WHERE l.attendee = :attendee AND l.unit IS NULL
                          AND c.number NOT IN (SELECT number FROM correction_undone)
                        UNION
                        SELECT k.correction, s.seq,
                               COALESCE(x.title, n.title, o.title, r.name, s.room) AS title, k.kind, 0, 0,
                               COALESCE(t.best_ms, s.wall_ms),
                               CASE WHEN k.attendee <> :attendee THEN 1 ELSE 0 END, k.why
                        FROM scan_corrected k
                        JOIN scan s ON s.event = k.event AND s.unit = k.unit
                          AND s.epoch = k.epoch AND s.number = k.number
                        JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                        LEFT JOIN scan_time t ON t.seq = s.seq
                        LEFT JOIN session x ON x.id = k.session
                        LEFT JOIN session n ON n.id = s.entered
                        LEFT JOIN session o ON o.id = s.left_session
                        LEFT JOIN room r ON r.id = s.room
                        WHERE k.event = :event
                          AND (b.attendee = :attendee OR k.attendee = :attendee)
                        ORDER BY 1, 2
                        """)
                .bind("event", event.id().value())
                .bind("attendee", attendee)
                .map((row, _) ->
                        new MyCorrection(
                                row.getString("title"),
                                row.getString("kind"),
                                row.getLong("in_ms"),
                                row.getLong("out_ms"),
                                row.getLong("at_ms"),
                                row.getLong("away") == 1,
                                row.getString("why")))
                .list();
    }
}
