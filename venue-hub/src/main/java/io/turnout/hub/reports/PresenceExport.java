package io.turnout.hub.reports;

import io.turnout.hub.sheet.RowWriter;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Who was where for how long, and what it earned: one row for each attendee and session, by
 * session. The column {@code ended_by} says whether an exit was read, derived, or put by the policy
 * for missing ones; {@code intervals} has every time inside.
 */
final class PresenceExport implements Report {
    private static final List<String> COLUMNS =
            List.of(
                    "attendee",
                    "family_name",
                    "given_name",
                    "session",
                    "session_title",
                    "room",
                    "registered",
                    "walk_in",
                    "first_in_utc",
                    "last_out_utc",
                    "present_seconds",
                    "check_ins",
                    "check_outs",
                    "derived_check_outs",
                    "ended_by",
                    "ended_utc",
                    "scheduled_seconds",
                    "total_time_spent",
                    "percent_of_total_time_spent",
                    "counted_seconds",
                    "counted_at_least_seconds",
                    "counted_at_most_seconds",
                    "credit",
                    "to_be_looked_at",
                    "field_1",
                    "credits_1",
                    "field_2",
                    "credits_2",
                    "field_3",
                    "credits_3",
                    "explanation",
                    "intervals");
    private static final Set<String> NUMBERS =
            Set.of(
                    "present_seconds",
                    "check_ins",
                    "check_outs",
                    "derived_check_outs",
                    "scheduled_seconds",
                    "percent_of_total_time_spent",
                    "counted_seconds",
                    "counted_at_least_seconds",
                    "counted_at_most_seconds",
                    "credits_1",
                    "credits_2",
                    "credits_3");

    /** A row for each time inside: who has several comes several times, one after another. */
    private static final String PRESENCES =
            """
            SELECT a.number, a.family_name, a.given_name, p.attendee, p.session, p.first_in_ms,
                   p.last_out_ms, p.present_ms, p.ins, p.outs, p.derived_outs, p.ended_by,
                   p.ended_ms, p.walk_in, p.counted_ms, p.counted_least_ms, p.counted_most_ms,
                   p.granted, p.unsure, p.reasons, v.in_ms AS visit_in_ms,
                   v.out_ms AS visit_out_ms, v.ended_by AS visit_ended_by,
                   c1.credits AS credits_1, c2.credits AS credits_2, c3.credits AS credits_3,
                   CASE WHEN EXISTS (SELECT 1 FROM registration g
                       WHERE g.attendee = p.attendee AND g.session = p.session) THEN 1 ELSE 0 END
                       AS registered
            FROM presence p
            JOIN attendee a ON a.id = p.attendee
            LEFT JOIN visit v ON v.attendee = p.attendee AND v.session = p.session
            LEFT JOIN credit c1 ON c1.attendee = p.attendee AND c1.session = p.session
                AND c1.place = 1
            LEFT JOIN credit c2 ON c2.attendee = p.attendee AND c2.session = p.session
                AND c2.place = 2
            LEFT JOIN credit c3 ON c3.attendee = p.attendee AND c3.session = p.session
                AND c3.place = 3
            WHERE p.session = :session
            ORDER BY a.number, v.place
            """;

    @Override
    public String name() {
        return "presence";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Set<String> numbers() {
        return NUMBERS;
    }

    /** Session by session: an event's presences are too many to be sorted at once. */
    @Override
    public void rows(Handle handle, Asked asked, RowWriter out) {
        ReportFilter filter = asked.filter();
        Query sessions =
                handle.createQuery(
                                "SELECT s.id FROM session s WHERE s.event = :event"
                                        + filter.conditions("s.room", "s.id", "s.day", "s.start_ms")
                                        + " ORDER BY s.start_ms, s.id")
                        .bind("event", asked.event().id().value());
        filter.bind(sessions, asked.event().zone());
        PresenceRows rows = new PresenceRows(asked, SessionFacts.of(handle, asked.event()));
        for (String session : sessions.mapTo(String.class).list()) {
            handle.createQuery(PRESENCES)
                    .bind("session", session)
                    .map((row, _) -> rows.next(row))
                    .forEach(done -> done.ifPresent(out::row));
        }
        rows.last().ifPresent(out::row);
    }
}
