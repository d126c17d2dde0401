package io.turnout.hub.programs;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.property.Status;
import biweekly.util.Duration;
import io.turnout.hub.store.Database;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * An attendee's meetings as iCalendar, with times in UTC. A meeting that is put off stays the same
 * one; one that is cancelled stays and says so, as calendars do not take away what they no more
 * find. Who else takes part, notes and comments are not in it: a calendar is often kept by others.
 */
record MeetingCalendar(Database database) {
    /** A calendar asks again by itself; this is how often it should. */
    private static final Duration REFRESH = Duration.builder().hours(1).build();

    /**
     * The latest of an attendee's meetings.
     *
     * @param title of the calendar
     */
    String of(String event, long attendee, String title, int most) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Turnout//Meetings//EN");
        calendar.setMethod("PUBLISH");
        calendar.setName(title);
        calendar.setExperimentalProperty("X-WR-CALNAME", title); // as most calendars read it
        calendar.setRefreshInterval(REFRESH);
        events(event, attendee, most).forEach(calendar::addEvent);
        StringWriter text = new StringWriter();
        try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
            writer.write(calendar);
        } catch (IOException e) {
            throw new UncheckedIOException("a calendar cannot be written to memory", e);
        }
        return text.toString();
    }

    private List<VEvent> events(String event, long attendee, int most) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT m.id, m.start_ms, m.end_ms, m.status, m.made_ms, g.event,
                                  r.name AS room, p.name AS path, g.name AS program,
                                  (SELECT count(*) FROM meeting_step s WHERE s.meeting = m.id
                                   AND s.what IN ('cancel', 'reschedule', 'did-not-take-place',
                                   'resolve')) AS changes,
                                  (SELECT max(s.noted_ms) FROM meeting_step s
                                   WHERE s.meeting = m.id) AS changed_ms
                                FROM meeting_person q JOIN meeting m ON m.id = q.meeting
                                JOIN room r ON r.id = m.room JOIN path p ON p.id = m.path
                                JOIN program g ON g.id = p.program
                                WHERE q.attendee = ? AND g.event = ?
                                ORDER BY m.start_ms DESC, m.id DESC LIMIT ?
                                """)
                        .bind(0, attendee)
                        .bind(1, event)
                        .bind(2, most)
                        .map((row, _) -> event(row))
                        .list());
    }

    private static VEvent event(ResultSet row) throws SQLException {
        VEvent event = new VEvent();
        event.setUid(
                "meeting-%d-%d@%s.turnout"
                        .formatted(
                                row.getLong("id"), row.getLong("made_ms"), row.getString("event")));
        event.setDateTimeStamp(date(row, "changed_ms"));
        event.setSequence(row.getInt("changes"));
        event.setStatus(status(MeetingStatus.of(row.getString("status"))));
        event.setDateStart(date(row, "start_ms"));
        event.setDateEnd(date(row, "end_ms"));
        event.setSummary(row.getString("program") + ": " + row.getString("path"));
        event.setLocation(row.getString("room"));
        return event;
    }

    private static Status status(MeetingStatus status) {
        return switch (status) {
            case UPCOMING, UNCONFIRMED, CONFIRMED -> Status.confirmed();
            case NOT_HELD, LATE_PENDING, LATE_CANCELLED, GONE -> Status.cancelled();
        };
    }

    private static Date date(ResultSet row, String column) throws SQLException {
        return Date.from(Instant.ofEpochMilli(row.getLong(column)));
    }
}
