package io.turnout.hub.seats;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.seats.Doorway;
import io.turnout.protocol.seats.Holder;
import io.turnout.protocol.seats.Limit;
import io.turnout.protocol.seats.Seen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What lending is decided from: doors, sessions, and what was read at the doors. */
record SeatSource(Handle handle) {
    /** A unit speaks every 30 s; after three silences it is not believed to be there. */
    private static final Duration PATIENCE = Duration.ofSeconds(95);

    private static final String LIMITED =
            """
            FROM session s JOIN room r ON r.id = s.room
            WHERE coalesce(s.capacity, r.capacity) IS NOT NULL AND s.end_ms > :now
            """;

    private static final String REACH =
            "CASE WHEN j.beyond > j.up_to THEN j.beyond ELSE j.up_to END";

    private static final String COLUMNS =
            "s.unit, s.epoch, s.number, s.badge, s.room, s.entered, s.leaves, s.outcome, s.reason,"
                    + " s.boot, s.mono_ms";

    /**
     * A row of the scan log.
     *
     * @param full whether somebody was turned away because of it
     */
    record Row(Holder holder, RoomId room, Optional<Seen> seen, boolean full) {}

    Map<UnitId, Doorway> doors(Instant now) {
        Map<UnitId, Doorway> doors = new HashMap<>();
        handle.createQuery(
                        "SELECT u.id, d.room, u.mode, u.status, u.heard_ms, u.lost_ms"
                                + " FROM unit u JOIN door d ON d.id = u.door")
                .map((row, context) ->
                        Map.entry(new UnitId(row.getString("id")), doorway(row, now)))
                .forEach(door -> doors.put(door.getKey(), door.getValue()));
        doors.putAll(hubsOwn());
        return doors;
    }

    /** The hub's own doors are always there. */
    private Map<UnitId, Doorway> hubsOwn() {
        return handle
                .createQuery("SELECT unit, room FROM hub_journal")
                .map((row, context) -> Map.entry(new UnitId(row.getString(1)), row.getString(2)))
                .stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                own ->
                                        new Doorway(
                                                new RoomId(own.getValue()),
                                                true,
                                                true,
                                                Optional.empty())));
    }

    private static Doorway doorway(ResultSet row, Instant now) throws SQLException {
        long lost = row.getLong("lost_ms");
        boolean heard = row.getLong("heard_ms") > now.minus(PATIENCE).toEpochMilli();
        return new Doorway(
                new RoomId(row.getString("room")),
                !"out".equals(row.getString("mode")),
                heard && "ready".equals(row.getString("status")),
                lost == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lost)));
    }

    /** The sessions whose seats are counted and that are not over. */
    Map<SessionId, Limit> limits(Instant now) {
        Map<SessionId, Limit> limits = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT s.id, s.room, s.start_ms, s.early_min,
                               coalesce(s.capacity, r.capacity) AS holds,
                               EXISTS (SELECT 1 FROM unit u JOIN door d ON d.id = u.door
                                       WHERE d.room = s.room AND u.mode IN ('out', 'auto'))
                                   AS reads_exits
                        """
                                + LIMITED)
                .bind("now", now.toEpochMilli())
                .map((row, context) ->
                        Map.entry(
                                new SessionId(row.getString("id")),
                                new Limit(
                                        new RoomId(row.getString("room")),
                                        row.getInt("holds"),
                                        Instant.ofEpochMilli(row.getLong("start_ms"))
                                                .minus(
                                                        Duration.ofMinutes(
                                                                row.getLong("early_min"))),
                                        !row.getBoolean("reads_exits"))))
                .forEach(limit -> limits.put(limit.getKey(), limit.getValue()));
        return limits;
    }

    /** How far each journal is here without gaps, but for what its unit does not have any more. */
    Map<Holder, Long> reach() {
        Map<Holder, Long> reach = new HashMap<>();
        handle.createQuery("SELECT j.unit, j.epoch, " + REACH + " AS reach FROM journal j")
                .map((row, context) -> Map.entry(holder(row), row.getLong("reach")))
                .forEach(one -> reach.put(one.getKey(), one.getValue()));
        return reach;
    }

    /** All that may say where people are who entered sessions that are not over. */
    void whereabouts(Instant now, Consumer<Row> each) {
        handle.createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM scan s JOIN journal j"
                                + " ON j.unit = s.unit AND j.epoch = s.epoch"
                                + " WHERE s.outcome = 'admitted' AND s.number <= "
                                + REACH
                                + " AND s.badge IN (SELECT e.badge FROM scan e WHERE e.entered IN"
                                + " (SELECT s.id "
                                + LIMITED
                                + ")) ORDER BY s.unit, s.epoch, s.number")
                .bind("now", now.toEpochMilli())
                .map((row, context) -> row(row))
                .forEach(each);
    }

    /** A stretch of a journal. */
    List<Row> after(Holder holder, long number, long upTo) {
        return handle.createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM scan s WHERE s.unit = :unit AND s.epoch = :epoch"
                                + " AND s.number > :after AND s.number <= :upTo ORDER BY s.number")
                .bind("unit", holder.unit().value())
                .bind("epoch", holder.epoch().value())
                .bind("after", number)
                .bind("upTo", upTo)
                .map((row, context) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        RoomId room = new RoomId(row.getString("room"));
        Optional<SessionId> entered =
                Optional.ofNullable(row.getString("entered")).map(SessionId::new);
        String badge = row.getString("badge");
        boolean moves =
                badge != null
                        && "admitted".equals(row.getString("outcome"))
                        && (entered.isPresent() || row.getBoolean("leaves"));
        Optional<Seen> seen = Optional.empty();
        if (moves) {
            seen =
                    Optional.of(
                            new Seen(
                                    row.getLong("number"),
                                    BadgeFingerprint.parse(badge),
                                    room,
                                    entered,
                                    row.getString("boot"),
                                    row.getLong("mono_ms")));
        }
        return new Row(holder(row), room, seen, row.getString("reason").startsWith("full"));
    }

    private static Holder holder(ResultSet row) throws SQLException {
        return new Holder(
                new UnitId(row.getString("unit")), new JournalEpoch(row.getString("epoch")));
    }
}
