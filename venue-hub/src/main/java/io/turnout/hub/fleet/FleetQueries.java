package io.turnout.hub.fleet;

import io.turnout.hub.store.Database;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitInfo;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What pages and the API ask of units. */
public final class FleetQueries {
    private static final Logger LOG = LoggerFactory.getLogger(FleetQueries.class);

    private static final String UNITS =
            """
            SELECT u.*, d.name AS door_name, d.room, r.name AS room_name, r.event,
                   coalesce((SELECT max(j.up_to) FROM journal j
                       WHERE j.unit = u.id AND j.received_ms = (SELECT max(l.received_ms)
                           FROM journal l WHERE l.unit = u.id)), 0) AS up_to,
                   (SELECT j.epoch FROM journal j WHERE j.unit = u.id
                       ORDER BY j.received_ms DESC, j.epoch LIMIT 1) AS epoch
            FROM unit u JOIN door d ON d.id = u.door JOIN room r ON r.id = d.room
            """;

    private final Database database;
    private final MessageCodec codec = new MessageCodec();

    public FleetQueries(Database database) {
        this.database = database;
    }

    /**
     * A unit, and what is known of it.
     *
     * @param status never-seen, ready, disconnected or lost
     * @param heard by the hub's clock; absent where nothing was ever heard
     * @param clockOffset the unit's clock minus the hub's, at its last word
     * @param listWanted the revision it should have, 0 for none made yet
     * @param upTo how far its latest journal has arrived without gaps
     * @param info its last word, which also has the revision it uses
     */
    public record Unit(
            String id,
            String event,
            String room,
            String roomName,
            String door,
            String doorName,
            String mode,
            String status,
            Optional<Instant> heard,
            Duration clockOffset,
            long listWanted,
            long upTo,
            Optional<UnitInfo> info) {
        /** Scans the unit has journaled that are not in the scan log, as far as it has said. */
        public long lag() {
            return info.map(last -> Math.max(0, last.lastNumber() - upTo)).orElse(0L);
        }

        /** The revision it uses, 0 for none. */
        public long listHas() {
            return info.map(UnitInfo::listRevision).orElse(0L);
        }
    }

    /** All units, by event, room and id. */
    public List<Unit> units() {
        return database.read(handle ->
                handle.createQuery(UNITS + " ORDER BY r.event, r.place, u.id")
                        .map((row, context) -> unit(row))
                        .list());
    }

    /** The units of an event, by room and id. */
    public List<Unit> units(String event) {
        return database.read(handle ->
                handle.createQuery(UNITS + " WHERE r.event = :event ORDER BY r.place, u.id")
                        .bind("event", event)
                        .map((row, context) -> unit(row))
                        .list());
    }

    private Unit unit(ResultSet row) throws SQLException {
        long heard = row.getLong("heard_ms");
        Optional<UnitInfo> info = info(row.getString("id"), row.getString("info"));
        String epoch = row.getString("epoch");
        boolean sameJournal = info.map(i -> i.epoch().value().equals(epoch)).orElse(true);
        return new Unit(
                row.getString("id"),
                row.getString("event"),
                row.getString("room"),
                row.getString("room_name"),
                row.getString("door"),
                row.getString("door_name"),
                row.getString("mode"),
                row.getString("status"),
                heard == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(heard)),
                Duration.ofMillis(row.getLong("clock_ms")),
                row.getLong("list_revision"),
                sameJournal ? row.getLong("up_to") : 0,
                info);
    }

    private Optional<UnitInfo> info(String unit, String json) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.read(json.getBytes(StandardCharsets.UTF_8), UnitInfo.class));
        } catch (MalformedMessage e) {
            LOG.warn("unit {}: its kept info is of another version", unit);
            return Optional.empty();
        }
    }
}
