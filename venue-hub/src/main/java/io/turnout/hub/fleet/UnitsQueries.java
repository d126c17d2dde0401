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
                   u.list_serial,
                   COALESCE((SELECT MAX(k.expires_ms) FROM unit_key k
                       WHERE k.unit = u.id AND k.revoked_ms = 0), 0) AS key_until_ms,
                   d.name AS door, r.id AS room_id, r.name AS room
            FROM room r
            JOIN door d ON d.room = r.id
            JOIN unit u ON u.door = d.id
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
    private final JournalsQueries journals = new JournalsQueries();

    /** How complete an event's scans are. */
    public Completeness completeness(Handle handle, String event, Instant now) {
        return new Completeness(now, of(handle, event, now), unfolded(handle));
    }

    /**
     * Scans that nothing was made of yet, by their places in the log and not counted one by one: a
     * backlog may have millions.
     */
    public static long unfolded(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT CASE WHEN last > mark THEN last - mark ELSE 0 END FROM
                            (SELECT COALESCE(MAX(seq), 0) AS last FROM scan) AS log,
                            (SELECT seq AS mark FROM fold_mark WHERE id = 1) AS folded
                        """)
                .mapTo(Long.class)
                .one();
    }

    /** All units of an event, by room and door. */
    public List<UnitView> of(Handle handle, String event, Instant now) {
        Map<String, List<Alert>> alerts = alerts(handle, event);
        Map<String, Swaps.Journal> swapped = Swaps.journals(handle, event);
        Map<String, List<JournalsQueries.Journal>> known = journals.of(handle, event);
        return handle.createQuery(UNITS)
                .bind("event", event)
                .map((row, context) -> {
                    String id = row.getString("id");
                    List<JournalsQueries.Journal> its = known.getOrDefault(id, List.of());
                    UnitView unit = unit(handle, row, its, now);
                    Swaps.Journal journal = swapped.getOrDefault(id, Swaps.Journal.OPEN);
                    return journal == Swaps.Journal.OPEN
                            ? unit.alerting(alerts.getOrDefault(id, List.of()))
                            : unit.retired(journal);
                })
                .list();
    }

    /** Since when which units of an event are declared lost, and may be put back. */
    public Map<String, Long> lost(Handle handle, String event) {
        Map<String, Long> lost = new HashMap<>();
        handle.createQuery(
                        "SELECT u.id, u.lost_ms FROM unit u JOIN door d ON d.id = u.door"
                                + " JOIN room r ON r.id = d.room"
                                + " WHERE r.event = :event AND u.lost_ms > 0"
                                + " AND u.id NOT IN (SELECT unit FROM unit_swap)")
                .bind("event", event)
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(one -> lost.put(one.getKey(), one.getValue()));
        return lost;
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

    private UnitView unit(
            Handle handle, ResultSet row, List<JournalsQueries.Journal> known, Instant now)
            throws SQLException {
        String id = row.getString("id");
        Optional<UnitInfo> info = read(id, row.getString("info"), UnitInfo.class);
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
                row.getLong("list_serial"),
                row.getLong("key_until_ms"),
                List.of());
    }

    /** What the unit has no more: what comes before the first scan that its journal still has. */
    private static long lostBefore(Optional<UnitInfo> info, JournalsQueries.Journal journal) {
        return info.filter(said -> said.epoch().value().equals(journal.epoch()))
                .flatMap(UnitInfo::firstNumber)
                .orElse(0L);
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
