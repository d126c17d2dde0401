package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.reports.Conflict.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;

/** The double uses that the attendance fold found, by time. */
public final class ConflictQueries {
    /** Rows on a page. */
    static final int PAGE = 100;

    private static final String CONFLICTS =
            """
            SELECT d.kind, a.number AS who, a.given_name, a.family_name,
                   COALESCE(b.code, '') AS code,
                   d.unit, d.number, d.at_ms, c.entered AS session, c.online,
                   COALESCE(x.title, '') AS title, COALESCE(r.name, c.room) AS room_name,
                   COALESCE(e.name, c.door) AS door_name,
                   d.other_unit, d.other_number, d.other_at_ms, o.entered AS other_session,
                   o.online AS other_online, COALESCE(y.title, '') AS other_title,
                   COALESCE(q.name, o.room) AS other_room_name,
                   COALESCE(f.name, o.door) AS other_door_name
            FROM double_use d
            JOIN attendee a ON a.id = d.attendee
            JOIN scan c ON c.unit = d.unit AND c.epoch = d.epoch AND c.number = d.number
            JOIN scan o ON o.unit = d.other_unit AND o.epoch = d.other_epoch
                AND o.number = d.other_number
            LEFT JOIN badge b ON b.event = o.event AND b.fingerprint = o.badge
            LEFT JOIN session x ON x.id = c.entered
            LEFT JOIN session y ON y.id = o.entered
            LEFT JOIN room r ON r.id = c.room
            LEFT JOIN room q ON q.id = o.room
            LEFT JOIN door e ON e.id = c.door
            LEFT JOIN door f ON f.id = o.door
            WHERE a.event = :event
            """;
    private static final String IN_ORDER =
            " ORDER BY d.other_at_ms, d.other_unit, d.other_epoch, d.other_number";

    /** Those of a report; read while the handle is open. */
    ResultIterable<Conflict> all(Handle handle, EventFacts event, ReportFilter filter) {
        Query query =
                handle.createQuery(
                                CONFLICTS
                                        + filter.conditions(
                                                "o.room", "o.entered", "y.day", "d.other_at_ms")
                                        + IN_ORDER)
                        .bind("event", event.id().value());
        filter.bind(query, event.zone());
        return query.map((row, context) -> conflict(row));
    }

    /** One page, from 1. */
    List<Conflict> page(Handle handle, String event, int page) {
        return handle.createQuery(CONFLICTS + IN_ORDER + " LIMIT :most OFFSET :skip")
                .bind("event", event)
                .bind("most", PAGE)
                .bind("skip", (page - 1) * PAGE)
                .map((row, context) -> conflict(row))
                .list();
    }

    /** How many an event has. */
    int count(Handle handle, String event) {
        return handle.createQuery(
                        "SELECT COUNT(*) FROM double_use d JOIN attendee a ON a.id = d.attendee"
                                + " WHERE a.event = :event")
                .bind("event", event)
                .mapTo(Integer.class)
                .one();
    }

    private static Conflict conflict(ResultSet row) throws SQLException {
        return new Conflict(
                row.getString("kind"),
                row.getString("who"),
                row.getString("given_name"),
                row.getString("family_name"),
                row.getString("code"),
                entry(row, ""),
                entry(row, "other_"));
    }

    private static Entry entry(ResultSet row, String which) throws SQLException {
        return new Entry(
                row.getString(which + "unit"),
                row.getLong(which + "number"),
                Cells.text(row.getString(which + "session")),
                row.getString(which + "title"),
                row.getString(which + "room_name"),
                row.getString(which + "door_name"),
                row.getLong(which + "at_ms"),
                row.getInt(which + "online") == 1);
    }
}
