package io.turnout.hub.reports;

import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Of whom a correction holds in a session; for its page, which says so. */
final class CorrectedPeople {
    private CorrectedPeople() {}

    static Set<Long> of(Handle handle, String session) {
        return new HashSet<>(
                handle.createQuery(
                                """
                                SELECT l.attendee FROM correction_line l
                                WHERE l.session = :session AND l.attendee IS NOT NULL
                                  AND l.correction NOT IN (SELECT number FROM correction_undone)
                                UNION
                                SELECT COALESCE(k.attendee, b.attendee) FROM scan_corrected k
                                JOIN scan s ON s.event = k.event AND s.unit = k.unit
                                  AND s.epoch = k.epoch AND s.number = k.number
                                JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                                WHERE s.entered = :session OR s.left_session = :session
                                  OR k.session = :session
                                """)
                        .bind("session", session)
                        .mapTo(Long.class)
                        .list());
    }
}
