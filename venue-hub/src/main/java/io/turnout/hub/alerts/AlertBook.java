package io.turnout.hub.alerts;

import io.turnout.hub.fleet.UnitProblem.Kind;
import io.turnout.hub.identity.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The alerts in the database. */
final class AlertBook {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final String OF_EVENT =
            """
            FROM fleet_alert a
            JOIN unit u ON u.id = a.unit
            JOIN door d ON d.id = u.door
            JOIN room r ON r.id = d.room
            WHERE r.event = :event
            """;

    private final Audit audit;

    AlertBook(Audit audit) {
        this.audit = audit;
    }

    /** How many stand in an event, and how many of these nobody has seen. */
    static AlertCount count(Handle handle, String event) {
        return handle.createQuery(
                        "SELECT count(*), COALESCE(SUM(CASE WHEN a.seen_ms = 0 THEN 1 ELSE 0 END), 0) "
                                + OF_EVENT
                                + " AND a.end_ms = 0")
                .bind("event", event)
                .map((row, _) -> new AlertCount(row.getLong(1), row.getLong(2)))
                .one();
    }

    static List<AlertCount.OfKind> byKind(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT r.event, a.kind, count(*) FROM fleet_alert a
                        JOIN unit u ON u.id = a.unit
                        JOIN door d ON d.id = u.door
                        JOIN room r ON r.id = d.room
                        WHERE a.end_ms = 0 GROUP BY r.event, a.kind ORDER BY r.event, a.kind
                        """)
                .map((row, _) ->
                        new AlertCount.OfKind(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
    }

    /** All that stand, of all events. */
    List<FleetAlert> open(Handle handle) {
        return handle.createQuery("SELECT * FROM fleet_alert WHERE end_ms = 0 ORDER BY id")
                .map((row, _) -> alert(row))
                .list();
    }

    /** Those of an event that fit, the newest first. */
    List<FleetAlert> find(Handle handle, String event, AlertFilter filter, int most) {
        return handle.createQuery(
                        "SELECT a.* "
                                + OF_EVENT
                                + filter.state().sql()
                                + " AND (:kind = '' OR a.kind = :kind)"
                                + " AND (:unit = '' OR a.unit = :unit)"
                                + " ORDER BY a.begin_ms DESC, a.id DESC LIMIT :most")
                .bind("event", event)
                .bind("kind", filter.kind().map(Kind::word).orElse(""))
                .bind("unit", filter.unit())
                .bind("most", most)
                .map((row, _) -> alert(row))
                .list();
    }

    void begin(Handle handle, String unit, Kind kind, String detail, long nowMs) {
        handle.execute(
                "INSERT INTO fleet_alert (unit, kind, begin_ms, detail) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                unit,
                kind.word(),
                nowMs,
                detail);
    }

    /** It was gone for a while and is back. */
    void again(Handle handle, FleetAlert alert) {
        handle.execute("UPDATE fleet_alert SET times = times + 1 WHERE id = ?", alert.id());
    }

    void end(Handle handle, FleetAlert alert, long nowMs) {
        handle.execute(
                "UPDATE fleet_alert SET end_ms = ? WHERE id = ? AND end_ms = 0", nowMs, alert.id());
    }

    /** Those over for a season. */
    void forget(Handle handle, long nowMs) {
        handle.execute(
                "DELETE FROM fleet_alert WHERE end_ms > 0 AND end_ms < ?", nowMs - KEPT.toMillis());
    }

    /**
     * Somebody has seen it; the first who did counts.
     *
     * @return empty where the event has no such alert
     */
    Optional<FleetAlert> acknowledge(Handle handle, String event, long id, String who, long nowMs) {
        Optional<FleetAlert> found = find(handle, event, id);
        if (found.isEmpty() || found.get().isSeen()) {
            return found;
        }
        handle.execute(
                "UPDATE fleet_alert SET seen_ms = ?, seen_by = ? WHERE id = ?", nowMs, who, id);
        audit.add(handle, who, "acknowledge alert", found.get().unit(), found.get().kind().word());
        return find(handle, event, id);
    }

    private static Optional<FleetAlert> find(Handle handle, String event, long id) {
        return handle.createQuery("SELECT a.* " + OF_EVENT + " AND a.id = :id")
                .bind("event", event)
                .bind("id", id)
                .map((row, _) -> alert(row))
                .findOne();
    }

    /** A kind that a later hub wrote is one that this hub does not know. */
    private static FleetAlert alert(ResultSet row) throws SQLException {
        return new FleetAlert(
                row.getLong("id"),
                row.getString("unit"),
                Kind.of(row.getString("kind")).orElse(Kind.OTHER_ALERT),
                row.getLong("begin_ms"),
                row.getLong("end_ms"),
                row.getLong("times"),
                row.getString("detail"),
                row.getLong("seen_ms"),
                row.getString("seen_by"));
    }
}
