package io.turnout.hub.privacy;

import java.util.List;

/**
 * What the hub holds of a person: every table that says something of somebody, with what it says. A
 * column that ends in {@code _ms} is a time.
 */
final class Holdings {
    /** In the order in which people read it. */
    static final List<Holding> ALL =
            List.of(
                    new Holding(
                            "person",
                            """
                            SELECT number, given_name, family_name, email, licence_number,
                                erased_ms
                            FROM attendee WHERE id = :id
                            """),
                    new Holding(
                            "fields",
                            """
                            SELECT name, value FROM attendee_field
                            WHERE attendee = :id ORDER BY name
                            """),
                    new Holding(
                            "groups",
                            """
                            SELECT name FROM attendee_group
                            WHERE attendee = :id ORDER BY name
                            """),
                    new Holding(
                            "badges",
                            """
                            SELECT code, fingerprint, state, NULLIF(state_ms, 0) AS since_ms
                            FROM badge WHERE attendee = :id ORDER BY code
                            """),
                    new Holding(
                            "registrations",
                            """
                            SELECT s.id AS session, s.title, s.start_ms
                            FROM registration r JOIN session s ON s.id = r.session
                            WHERE r.attendee = :id ORDER BY s.start_ms, s.id
                            """),
                    new Holding(
                            "targets",
                            """
                            SELECT s.id AS session, s.title, s.start_ms, '' AS name
                            FROM target_person p JOIN session s ON s.id = p.session
                            WHERE p.attendee = :id
                            UNION ALL
                            SELECT s.id, s.title, s.start_ms, t.name
                            FROM attendee_group g JOIN attendee a ON a.id = g.attendee
                            JOIN target_group t ON t.name = g.name
                            JOIN session s ON s.id = t.session AND s.event = a.event
                            WHERE g.attendee = :id ORDER BY 3, 1
                            """),
                    new Holding(
                            "scans",
                            """
                            SELECT COALESCE(t.best_ms, s.wall_ms) AS at_ms, s.wall_ms,
                                s.received_ms, COALESCE(r.name, s.room) AS room, s.door, s.side,
                                s.way, s.outcome, s.reason, s.entered, s.left_session, s.unit,
                                s.epoch, s.number
                            FROM badge b
                            JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                            LEFT JOIN scan_time t ON t.seq = s.seq
                            LEFT JOIN room r ON r.id = s.room
                            WHERE b.attendee = :id ORDER BY 1, s.seq
                            """),
                    new Holding(
                            "unread",
                            """
                            SELECT r.received_ms, r.unit, r.epoch, r.number, r.reason, r.raw
                            FROM badge b
                            JOIN refused_scan r ON r.raw LIKE '%' || b.fingerprint || '%'
                            WHERE b.attendee = :id ORDER BY 1
                            """),
                    new Holding(
                            "said",
                            """
                            SELECT w.said_ms, w.kind, w.why, w.who, w.unit, w.epoch, w.number
                            FROM badge b
                            JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                            JOIN scan_word w ON w.unit = s.unit AND w.epoch = s.epoch
                              AND w.number = s.number
                            WHERE b.attendee = :id ORDER BY 1
                            """),
                    new Holding(
                            "visits",
                            """
                            SELECT v.session, s.title, v.in_ms, v.out_ms, v.ended_by
                            FROM visit v LEFT JOIN session s ON s.id = v.session
                            WHERE v.attendee = :id ORDER BY v.in_ms, v.session
                            """),
                    new Holding(
                            "presence",
                            """
                            SELECT p.session, s.title, p.first_in_ms, p.last_out_ms,
                                p.present_ms / 60000 AS minutes,
                                p.counted_ms / 60000 AS counted_minutes, p.granted, p.reasons
                            FROM presence p LEFT JOIN session s ON s.id = p.session
                            WHERE p.attendee = :id ORDER BY p.first_in_ms, p.session
                            """),
                    new Holding(
                            "credits",
                            """
                            SELECT c.session, s.title, c.field, c.credits
                            FROM credit c LEFT JOIN session s ON s.id = c.session
                            WHERE c.attendee = :id ORDER BY c.session, c.place
                            """),
                    new Holding(
                            "conflicts",
                            """
                            SELECT kind, at_ms, unit, epoch, number, other_at_ms, other_unit,
                                other_epoch, other_number
                            FROM double_use WHERE attendee = :id ORDER BY at_ms
                            """),
                    new Holding(
                            "corrections",
                            """
                            SELECT c.number AS correction, c.kind, c.made_ms, c.who, c.why,
                                l.session, l.in_ms, l.out_ms, l.unit, l.epoch, l.number
                            FROM correction c JOIN correction_line l ON l.correction = c.number
                            WHERE l.attendee = :id OR EXISTS (
                              SELECT 1 FROM scan s
                              JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                              WHERE s.unit = l.unit AND s.epoch = l.epoch
                                AND s.number = l.number AND b.attendee = :id)
                            ORDER BY 1, l.place
                            """),
                    new Holding(
                            "certificates",
                            """
                            SELECT c.number, c.issued_ms, c.issued_by, e.kind AS state,
                                e.at_ms AS ended_ms, e.why, c.certified
                            FROM certificate c LEFT JOIN certificate_end e ON e.number = c.number
                            WHERE c.attendee = :id ORDER BY c.issued_ms
                            """),
                    new Holding(
                            "jobs",
                            """
                            SELECT job, outcome, number FROM certificate_job_line
                            WHERE attendee = :id ORDER BY job
                            """),
                    new Holding(
                            "messages",
                            """
                            SELECT w.url, d.kind, d.made_ms, d.state, d.tried_ms, d.status, d.body
                            FROM webhook_delivery d JOIN webhook w ON w.id = d.hook
                            WHERE d.attendee = :id ORDER BY d.seq
                            """),
                    new Holding(
                            "paths",
                            """
                            SELECT g.name AS program, t.name AS path, p.role
                            FROM path_person p JOIN path t ON t.id = p.path
                            JOIN program g ON g.id = t.program
                            WHERE p.attendee = :id ORDER BY g.name, t.name
                            """),
                    new Holding(
                            "meetings",
                            """
                            SELECT m.id AS number, m.own_key AS code, t.name AS path,
                                r.name AS room, m.start_ms,
                                m.end_ms AS ended_ms, m.status, m.decided_by AS who,
                                m.said_min AS minutes
                            FROM meeting_person p JOIN meeting m ON m.id = p.meeting
                            JOIN path t ON t.id = m.path JOIN room r ON r.id = m.room
                            WHERE p.attendee = :id ORDER BY m.start_ms, m.id
                            """),
                    new Holding(
                            "together",
                            """
                            SELECT meeting AS number, in_ms, out_ms, ended_by FROM meeting_visit
                            WHERE attendee = :id ORDER BY in_ms
                            """),
                    new Holding(
                            "answers",
                            """
                            SELECT meeting AS number, what, status, at_ms, '' AS raw
                            FROM meeting_step WHERE by_person = :id
                            UNION ALL
                            SELECT meeting, 'comment', '', at_ms, comment FROM meeting_comment
                            WHERE by_person = :id ORDER BY 4, 1
                            """),
                    new Holding(
                            "letters",
                            """
                            SELECT meeting AS number, kind, due_ms AS at_ms, state,
                                done_ms AS tried_ms
                            FROM meeting_notice WHERE attendee = :id ORDER BY seq
                            """),
                    new Holding(
                            "calendar", "SELECT made_ms FROM calendar_link WHERE attendee = :id"),
                    new Holding(
                            "phones",
                            """
                            SELECT by_link, expires_ms FROM attendee_session
                            WHERE attendee = :id ORDER BY expires_ms
                            """),
                    new Holding(
                            "record",
                            """
                            SELECT at_ms, who, what, detail FROM audit
                            WHERE subject = :subject ORDER BY seq
                            """));

    private Holdings() {}

    /**
     * Where something of somebody is.
     *
     * @param name of the part, in the file and of its heading
     * @param sql of the {@code :id} of the attendee, or of the {@code :subject} that they are in
     *     the record
     */
    record Holding(String name, String sql) {}
}
