package io.turnout.hub.fleet;

import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitInfo;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
                   u.list_serial,
                   d.name AS door, r.id AS room_id, r.name AS room
            FROM room r
            JOIN door d ON d.room = r.id
            JOIN unit u ON u.door = d.id
            WHERE r.event = :event
            ORDER BY r.place, r.name, d.name, u.id
            """;

    private final MessageCodec codec = new MessageCodec();
    private final JournalsQueries journals = new JournalsQueries();

    /** How complete an event's scans are. */
    public Completeness completeness(Handle handle, String event, Instant now) {
        return new Completeness(now, of(handle, event, now));
    }

    /** All units of an event, by room and door. */
    public List<UnitView> of(Handle handle, String event, Instant now) {
        Map<String, List<JournalsQueries.Journal>> known = journals.of(handle, event);
        return handle.createQuery(UNITS)
                .bind("event", event)
                .map((row, context) ->
                        unit(handle, row, known.getOrDefault(row.getString("id"), List.of()), now))
                .list();
    }

    private UnitView unit(
            Handle handle, ResultSet row, List<JournalsQueries.Journal> known, Instant now)
            throws SQLException {
        String id = row.getString("id");
        Optional<UnitInfo> info = info(id, row.getString("info"));
        long arrived =
                known.stream().mapToLong(JournalsQueries.Journal::receivedMs).max().orElse(0);
        long heard = Math.max(row.getLong("heard_ms"), arrived);
        return new UnitView(
                id,
                row.getString("room_id"),
                row.getString("room"),
                row.getString("door"),
                UnitView.condition(row.getString("status"), heard, now),
                heard,
                info,
                row.getLong("clock_ms"),
                known.stream()
                        .map(journal ->
                                journals.delivered(handle, journal, lostBefore(info, journal)))
                        .toList(),
                row.getLong("list_revision"),
                row.getLong("list_serial"));
    }

    /** What the unit has no more: what comes before the first scan that its journal still has. */
    private static long lostBefore(Optional<UnitInfo> info, JournalsQueries.Journal journal) {
        return info.filter(said -> said.epoch().value().equals(journal.epoch()))
                .flatMap(UnitInfo::firstNumber)
                .orElse(0L);
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
