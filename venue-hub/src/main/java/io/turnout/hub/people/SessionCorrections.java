package io.turnout.hub.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What was said of an attendee's presence in each session, as far as it holds. */
public final class SessionCorrections {
    private SessionCorrections() {}

    /** A correction. */
    public record Said(long number, String who, long madeMs, String why) {}

    /** By session; a scan is of the one entered or left, and of the one it was moved to. */
    static Map<String, List<Said>> of(Handle handle, String event, long attendee) {
        Map<String, List<Said>> said = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT l.session, c.number, c.who, c.made_ms, c.why
                        FROM correction_line l JOIN correction c ON c.number = l.correction
                        WHERE l.attendee = :attendee AND l.session IS NOT NULL
                          AND c.number NOT IN (SELECT number FROM correction_undone)
                        UNION
                        SELECT x.session, c.number, c.who, c.made_ms, c.why
                        FROM (SELECT b.attendee AS holder, k.attendee AS given, k.correction,
                                     s.entered AS session
                              FROM scan_corrected k
                              JOIN scan s ON s.event = k.event AND s.unit = k.unit
                                AND s.epoch = k.epoch AND s.number = k.number
                              JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                              WHERE k.event = :event
                              UNION
                              SELECT b.attendee, k.attendee, k.correction,
                                     COALESCE(k.session, s.left_session)
                              FROM scan_corrected k
                              JOIN scan s ON s.event = k.event AND s.unit = k.unit
                                AND s.epoch = k.epoch AND s.number = k.number
                              JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                              WHERE k.event = :event) x
                        JOIN correction c ON c.number = x.correction
                        WHERE x.session IS NOT NULL
                          AND (x.holder = :attendee OR x.given = :attendee)
                        ORDER BY 2
                        """)
                .bind("event", event)
                .bind("attendee", attendee)
                .map((row, _) ->
                        Map.entry(
                                row.getString(1),
                                new Said(
                                        row.getLong(2),
                                        row.getString(3),
                                        row.getLong(4),
                                        row.getString(5))))
                .forEach(one ->
                        said.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        return said;
    }
}
