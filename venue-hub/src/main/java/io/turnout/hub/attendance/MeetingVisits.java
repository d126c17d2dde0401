package io.turnout.hub.attendance;

import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Meetings of programs are folded with the sessions, so that who goes from one into the other
 * leaves the first. What becomes of them is kept apart: no report of an event has anything of a
 * meeting.
 */
final class MeetingVisits {
    private static final String PREFIX = "meeting.";

    private final Handle handle;
    private final List<Long> attendees;
    private final Map<SessionId, Schedule> schedules = new HashMap<>();
    private final Set<Visit> found = new HashSet<>();

    private record Visit(long meeting, long attendee, long inMs, long outMs, String endedBy) {}

    private MeetingVisits(Handle handle, Collection<Long> attendees) {
        this.handle = handle;
        this.attendees = List.copyOf(attendees);
    }

    /** The meetings of some attendees. */
    static MeetingVisits of(Handle handle, Collection<Long> attendees) {
        MeetingVisits meetings = new MeetingVisits(handle, attendees);
        handle.createQuery(
                        """
                        SELECT DISTINCT m.id, m.room, m.start_ms, m.end_ms FROM meeting m
                        JOIN meeting_person p ON p.meeting = m.id WHERE p.attendee IN (<attendees>)
                        """)
                .bindList("attendees", meetings.attendees)
                .map((row, _) -> schedule(row))
                .forEach(one -> meetings.schedules.put(one.id(), one));
        return meetings;
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(
                new SessionId(PREFIX + row.getLong("id")),
                new RoomId(row.getString("room")),
                Instant.ofEpochMilli(row.getLong("start_ms")),
                Instant.ofEpochMilli(row.getLong("end_ms")),
                true,
                ReEntry.FREE,
                false);
    }

    /** As the fold sees them. */
    Map<SessionId, Schedule> schedules() {
        return schedules;
    }

    /** What is left for the reports of the event; what is of meetings is remembered. */
    Attended without(long attendee, Attended all) {
        List<Presence> others = new ArrayList<>();
        for (Presence one : all.presences()) {
            if (schedules.containsKey(one.session())) {
                long meeting = Long.parseLong(one.session().value().substring(PREFIX.length()));
                one.intervals().forEach(time -> found.add(visit(meeting, attendee, time)));
            } else {
                others.add(one);
            }
        }
        return new Attended(others, all.anomalies());
    }

    private static Visit visit(long meeting, long attendee, Presence.Interval time) {
        return new Visit(
                meeting,
                attendee,
                time.start().toEpochMilli(),
                time.end().toEpochMilli(),
                time.closedBy().key());
    }

    /** Puts what was found in place of what was there, and says of which meetings it is new. */
    void write() {
        Set<Visit> before = before();
        if (before.equals(found)) {
            return;
        }
        handle.createUpdate("DELETE FROM meeting_visit WHERE attendee IN (<attendees>)")
                .bindList("attendees", attendees)
                .execute();
        Set<Long> changed = new HashSet<>();
        for (Visit visit : found) {
            handle.execute(
                    "INSERT INTO meeting_visit (meeting, attendee, in_ms, out_ms, ended_by)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    visit.meeting(),
                    visit.attendee(),
                    visit.inMs(),
                    visit.outMs(),
                    visit.endedBy());
            changed.add(visit.meeting());
        }
        before.forEach(visit -> changed.add(visit.meeting()));
        handle.createUpdate("UPDATE meeting SET door_new = 1 WHERE id IN (<changed>)")
                .bindList("changed", List.copyOf(changed))
                .execute();
    }

    private Set<Visit> before() {
        return new HashSet<>(
                handle.createQuery("SELECT * FROM meeting_visit WHERE attendee IN (<attendees>)")
                        .bindList("attendees", attendees)
                        .map((row, _) ->
                                new Visit(
                                        row.getLong("meeting"),
                                        row.getLong("attendee"),
                                        row.getLong("in_ms"),
                                        row.getLong("out_ms"),
                                        row.getString("ended_by")))
                        .list());
    }
}
