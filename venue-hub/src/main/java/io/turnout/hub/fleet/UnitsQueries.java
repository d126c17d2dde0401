package io.turnout.hub.fleet;

import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitInfo;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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
                   u.list_serial,
                   d.name AS door, r.id AS room_id, r.name AS room,
                   j.up_to, j.highest, j.received_ms
            FROM room r
            JOIN door d ON d.room = r.id
            JOIN unit u ON u.door = d.id
            LEFT JOIN journal j ON j.unit = u.id AND j.epoch =
                (SELECT l.epoch FROM journal l WHERE l.unit = u.id
                 ORDER BY l.received_ms DESC, l.epoch LIMIT 1)
            WHERE r.event = :event
            ORDER BY r.place, r.name, d.name, u.id
            """;

    private final MessageCodec codec = new MessageCodec();

    /** All units of an event, by room and door. */
    public List<UnitView> of(Handle handle, String event, Instant now) {
        return handle.createQuery(UNITS)
                .bind("event", event)
                .map((row, context) -> unit(row, now))
                .list();
    }

    private UnitView unit(ResultSet row, Instant now) throws SQLException {
        String id = row.getString("id");
        long heard = Math.max(row.getLong("heard_ms"), row.getLong("received_ms"));
        return new UnitView(
                id,
                row.getString("room_id"),
                row.getString("room"),
                row.getString("door"),
                UnitView.condition(row.getString("status"), heard, now),
                heard,
                info(id, row.getString("info")),
                row.getLong("clock_ms"),
                row.getLong("up_to"),
                row.getLong("highest"),
                row.getLong("list_revision"),
                row.getLong("list_serial"));
    }

    private Optional<UnitInfo> info(String unit, String json) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.read(json.getBytes(StandardCharsets.UTF_8), UnitInfo.class));
        } catch (MalformedMessage e) {
            LOG.warn("unit {} says of itself what cannot be read: {}", unit, e.getMessage());
            return Optional.empty();
        }
    }
}
