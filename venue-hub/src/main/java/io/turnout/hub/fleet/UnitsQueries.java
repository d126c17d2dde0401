package io.turnout.hub.fleet;

import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitInfo;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The units of an event, with how far each has delivered. One row per unit; a few dozen units. */
public final class UnitsQueries {
    private static final Logger LOG = LoggerFactory.getLogger(UnitsQueries.class);
    private static final String UNITS =
            """
            SELECT u.id, u.status, u.heard_ms, u.clock_ms, u.info, u.list_revision,
                   d.name AS door, r.id AS room_id, r.name AS room,
                   j.up_to, j.highest, j.received_ms,
                   (SELECT sum(l.to_number - l.from_number + 1) FROM journal_loss l
                    WHERE l.unit = u.id) AS lost
            FROM room r
            JOIN door d ON d.room = r.id
            JOIN unit u ON u.door = d.id
            LEFT JOIN journal j ON j.unit = u.id AND j.epoch =
                (SELECT l.epoch FROM journal l WHERE l.unit = u.id
                 ORDER BY l.received_ms DESC, l.epoch LIMIT 1)
            WHERE r.event = :event
            ORDER BY r.place, r.name, d.name, u.id
            """;

    private static final String ALERTS =
            """
            SELECT a.unit, a.message
            FROM unit_alert a
            JOIN unit u ON u.id = a.unit
            JOIN door d ON d.id = u.door
            JOIN room r ON r.id = d.room
            WHERE r.event = :event
            ORDER BY a.unit, a.alert
            """;

    private final MessageCodec codec = new MessageCodec();

    /** All units of an event, by room and door. */
    public List<UnitView> of(Handle handle, String event, Instant now) {
        Map<String, List<Alert>> alerts = alerts(handle, event);
        return handle.createQuery(UNITS)
                .bind("event", event)
                .map((row, context) -> unit(row, now, alerts))
                .list();
    }

    private Map<String, List<Alert>> alerts(Handle handle, String event) {
        Map<String, List<Alert>> alerts = new HashMap<>();
        handle.createQuery(ALERTS)
                .bind("event", event)
                .map((row, context) -> Map.entry(row.getString("unit"), row.getString("message")))
                .forEach(alert ->
                        read(alert.getKey(), alert.getValue(), Alert.class)
                                .ifPresent(
                                        alerts.computeIfAbsent(
                                                        alert.getKey(), _ -> new ArrayList<>())
                                                ::add));
        return alerts;
    }

    private UnitView unit(ResultSet row, Instant now, Map<String, List<Alert>> alerts)
            throws SQLException {
        String id = row.getString("id");
        long heard = Math.max(row.getLong("heard_ms"), row.getLong("received_ms"));
        return new UnitView(
                id,
                row.getString("room_id"),
                row.getString("room"),
                row.getString("door"),
                UnitView.condition(row.getString("status"), heard, now),
                heard,
                read(id, row.getString("info"), UnitInfo.class),
                row.getLong("clock_ms"),
                row.getLong("up_to"),
                row.getLong("highest"),
                row.getLong("list_revision"),
                row.getLong("lost"),
                alerts.getOrDefault(id, List.of()));
    }

    private <T extends Record> Optional<T> read(String unit, String json, Class<T> type) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.read(json.getBytes(StandardCharsets.UTF_8), type));
        } catch (MalformedMessage e) {
            LOG.warn("unit {} says of itself what cannot be read: {}", unit, e.getMessage());
            return Optional.empty();
        }
    }
}
