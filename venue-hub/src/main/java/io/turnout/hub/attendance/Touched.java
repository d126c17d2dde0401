package io.turnout.hub.attendance;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Whom some scans are of, and of which events. */
record Touched(Set<String> events, Set<Long> attendees) {
    private static final int AT_ONCE = 500;

    /** By admitted scans, which are named by their places in the log. */
    static Touched by(Handle handle, Collection<Long> scans) {
        Touched touched = new Touched(new LinkedHashSet<>(), new LinkedHashSet<>());
        List<Long> all = List.copyOf(scans);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            handle.createQuery(
                            """
                            SELECT s.event, b.attendee FROM scan s
                            JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                            WHERE s.seq IN (<scans>) AND s.outcome = 'admitted'
                            UNION
                            SELECT c.event, l.attendee FROM scan s
                            JOIN correction_line l ON l.unit = s.unit AND l.epoch = s.epoch
                              AND l.number = s.number
                            JOIN correction c ON c.number = l.correction
                            WHERE s.seq IN (<scans>) AND l.attendee IS NOT NULL
                            """)
                    .bindList("scans", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
                    .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(one -> {
                        touched.events().add(one.getKey());
                        touched.attendees().add(one.getValue());
                    });
        }
        return touched;
    }
}
