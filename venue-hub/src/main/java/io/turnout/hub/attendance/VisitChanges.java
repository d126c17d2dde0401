package io.turnout.hub.attendance;

import io.turnout.hub.attendance.AttendanceChange.CheckedIn;
import io.turnout.hub.attendance.AttendanceChange.CheckedOut;
import io.turnout.hub.attendance.AttendanceChange.Corrected;
import io.turnout.hub.attendance.Presence.Interval;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What a new fold says otherwise than the stored one. Ends that a policy put are not evidence, and
 * so no change: somebody who was never seen leaving did not leave when the session's end was moved.
 */
final class VisitChanges {
    private static final Comparator<AttendanceChange> ORDER =
            Comparator.comparing(VisitChanges::when)
                    .thenComparing(change -> change instanceof CheckedIn)
                    .thenComparing(AttendanceChange::session);

    private final Map<Long, Map<SessionId, List<Told>>> before;

    private VisitChanges(Map<Long, Map<SessionId, List<Told>>> before) {
        this.before = before;
    }

    /** A time inside as it is stored; {@code end} says when and by what, empty while open. */
    private record Told(long inMs, String end) {
        static Told of(Interval visit) {
            return of(
                    visit.start().toEpochMilli(),
                    visit.end().toEpochMilli(),
                    visit.closedBy().isEvidence() ? visit.closedBy().key() : "");
        }

        static Told of(long inMs, long outMs, String evidence) {
            return new Told(inMs, evidence.isEmpty() ? "" : outMs + " " + evidence);
        }

        boolean isOpen() {
            return end.isEmpty();
        }

        boolean becomes(Told now) {
            return inMs == now.inMs && (isOpen() || end.equals(now.end));
        }
    }

    /** Reads what is stored, before it is replaced. */
    static VisitChanges from(Handle handle, Collection<Long> attendees) {
        Map<Long, Map<SessionId, List<Told>>> before = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT attendee, session, in_ms, out_ms,
                               CASE WHEN ended_by IN ('exit', 'entry-elsewhere') THEN ended_by
                                    ELSE '' END AS evidence
                        FROM visit WHERE attendee IN (<attendees>)
                        ORDER BY attendee, session, place
                        """)
                .bindList("attendees", List.copyOf(attendees))
                .map((row, _) ->
                        before.computeIfAbsent(row.getLong("attendee"), _ -> new TreeMap<>())
                                .computeIfAbsent(
                                        new SessionId(row.getString("session")),
                                        _ -> new ArrayList<>())
                                .add(
                                        Told.of(
                                                row.getLong("in_ms"),
                                                row.getLong("out_ms"),
                                                row.getString("evidence"))))
                .list();
        return new VisitChanges(before);
    }

    /** What is different now; of each attendee in the order in which it happened. */
    List<AttendanceChange> to(Map<Long, Attended> now) {
        List<AttendanceChange> changes = new ArrayList<>();
        now.forEach((attendee, attended) -> changes.addAll(of(attendee, attended)));
        return changes;
    }

    private List<AttendanceChange> of(long attendee, Attended now) {
        Map<SessionId, List<Interval>> visits = new TreeMap<>();
        Map<SessionId, List<Told>> told = before.getOrDefault(attendee, Map.of());
        told.keySet().forEach(session -> visits.put(session, List.of()));
        now.presences().forEach(one -> visits.put(one.session(), one.intervals()));
        List<AttendanceChange> changes = new ArrayList<>();
        visits.forEach((session, all) -> {
            Stretch stretch = new Stretch(attendee, session, told.getOrDefault(session, List.of()));
            changes.addAll(stretch.to(all));
        });
        changes.sort(ORDER);
        return changes;
    }

    /** An attendee's times inside of one session. */
    private record Stretch(long attendee, SessionId session, List<Told> told) {
        List<AttendanceChange> to(List<Interval> now) {
            List<AttendanceChange> changes = new ArrayList<>();
            for (int place = 0; place < told.size(); place++) {
                if (place >= now.size() || !told.get(place).becomes(Told.of(now.get(place)))) {
                    return List.of(new Corrected(attendee, session, now));
                }
                if (told.get(place).isOpen()) {
                    addEnd(changes, place, now.get(place));
                }
            }
            for (int place = told.size(); place < now.size(); place++) {
                changes.add(new CheckedIn(attendee, session, place, now.get(place)));
                addEnd(changes, place, now.get(place));
            }
            return changes;
        }

        private void addEnd(List<AttendanceChange> changes, int place, Interval visit) {
            if (visit.closedBy().isEvidence()) {
                changes.add(new CheckedOut(attendee, session, place, visit));
            }
        }
    }

    /** What is corrected comes first: the rest builds on it. */
    private static Instant when(AttendanceChange change) {
        return switch (change) {
            case Corrected _ -> Instant.MIN;
            case CheckedIn in -> in.visit().start();
            case CheckedOut out -> out.visit().end();
        };
    }
}
