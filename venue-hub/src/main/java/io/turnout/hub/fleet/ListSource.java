package io.turnout.hub.fleet;

import io.turnout.protocol.access.Access;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What access lists are made from; what belongs to one room is read in one transaction. */
record ListSource(Handle handle) {
    /** Meetings of programs that a door of the room lets their participants into. */
    private static final String MEETINGS =
            " m.room = :room AND m.status IN ('upcoming', 'unconfirmed') AND EXISTS (SELECT 1 FROM"
                    + " organization_switch w WHERE w.name = 'programs' AND w.enabled = 1)";

    /** Who is registered for which session of a room, or takes part in which meeting there. */
    static final String REGISTERED =
            "SELECT r.attendee, r.session FROM registration r JOIN session s ON s.id = r.session"
                    + " WHERE s.room = :room UNION ALL SELECT p.attendee, 'meeting.' || m.id"
                    + " FROM meeting_person p JOIN meeting m ON m.id = p.meeting WHERE"
                    + MEETINGS;

    /** Who is targeted by which session of a room, by group or by name. */
    static final String TARGETED =
            """
            SELECT g.attendee, t.session FROM target_group t
            JOIN session s ON s.id = t.session JOIN attendee_group g ON g.name = t.name
            JOIN attendee a ON a.id = g.attendee AND a.event = s.event WHERE s.room = :room
            UNION SELECT p.attendee, p.session FROM target_person p
            JOIN session s ON s.id = p.session WHERE s.room = :room
            """;

    /** An event, as far as its doors are concerned. */
    record Event(EventTag tag, ZoneId zone, String salt, DoorPolicy policy) {}

    /**
     * A session, with how many the room holds for it.
     *
     * @param capacity absent for no limit
     */
    record Limited(DoorSession session, Optional<Integer> capacity) {}

    /**
     * A unit at a door of the room, and its last list.
     *
     * @param serial every change up to it is in that list
     */
    record At(
            UnitId unit, DoorId door, boolean letsIn, long revision, String digest, long serial) {}

    record Room(RoomId id, String name) {}

    /**
     * Everything about one room.
     *
     * @param serial of the newest change that is in it
     */
    record RoomSource(
            long serial,
            Event event,
            Room room,
            List<Limited> sessions,
            List<At> units,
            List<Listed> badges) {}

    /** A badge of a list, and its line there. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Listed(ListBadge badge, byte[] line) {}

    /**
     * One room of an event.
     *
     * @param badges read before it; what changed since is in the next list
     */
    RoomSource room(String event, Room room, EventBadges badges, MessageCodec codec) {
        List<Limited> sessions = sessions(room);
        return new RoomSource(
                badges.serial(),
                event(event),
                room,
                sessions,
                units(room),
                listed(room, sessions, badges, codec));
    }

    /** The events that have units. */
    List<String> eventsWithUnits() {
        return handle.createQuery(
                        "SELECT DISTINCT r.event FROM room r JOIN door d ON d.room = r.id"
                                + " JOIN unit u ON u.door = d.id ORDER BY 1")
                .mapTo(String.class)
                .list();
    }

    Event event(String id) {
        return handle.createQuery("SELECT * FROM event WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> event(row))
                .one();
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                new EventTag(row.getString("tag")),
                ZoneId.of(row.getString("zone")),
                row.getString("salt"),
                new DoorPolicy(
                        row.getBoolean("include_targets"),
                        value(WalkIn.class, row.getString("not_on_list")),
                        value(WalkIn.class, row.getString("uncertain_time")),
                        Duration.ofSeconds(row.getLong("cool_down_s")),
                        Duration.ofMinutes(row.getLong("turnover_min"))));
    }

    /** The rooms of an event that have units. */
    List<Room> rooms(String event) {
        return handle.createQuery(
                        """
                        SELECT r.id, r.name FROM room r WHERE r.event = :event
                        AND EXISTS (SELECT 1 FROM door d JOIN unit u ON u.door = d.id
                                    WHERE d.room = r.id)
                        ORDER BY r.id
                        """)
                .bind("event", event)
                .map((row, context) -> new Room(new RoomId(row.getString(1)), row.getString(2)))
                .list();
    }

    List<Limited> sessions(Room room) {
        return handle.createQuery(
                        """
                        SELECT s.id, s.title, s.start_ms, s.end_ms, s.early_min, s.late_min,
                               s.access, s.walk_in, s.re_entry, s.cancelled,
                               coalesce(s.capacity, r.capacity) AS holds
                        FROM session s JOIN room r ON r.id = s.room
                        WHERE s.room = :room
                        UNION ALL
                        SELECT 'meeting.' || m.id, 'Meeting', m.start_ms, m.end_ms, 15, 0,
                               'registered-only', 'refuse', 'free', 0, CAST(NULL AS INTEGER)
                        FROM meeting m WHERE
                        """
                                + MEETINGS
                                + " ORDER BY 3, 1")
                .bind("room", room.id().value())
                .map((row, context) -> session(row))
                .list();
    }

    private static Limited session(ResultSet row) throws SQLException {
        DoorSession session =
                new DoorSession(
                        new SessionId(row.getString("id")),
                        row.getString("title"),
                        Instant.ofEpochMilli(row.getLong("start_ms")),
                        Instant.ofEpochMilli(row.getLong("end_ms")),
                        Duration.ofMinutes(row.getLong("early_min")),
                        Duration.ofMinutes(row.getLong("late_min")),
                        value(Access.class, row.getString("access")),
                        value(WalkIn.class, row.getString("walk_in")),
                        value(ReEntry.class, row.getString("re_entry")),
                        row.getBoolean("cancelled"));
        int holds = row.getInt("holds");
        return new Limited(session, row.wasNull() ? Optional.empty() : Optional.of(holds));
    }

    private List<At> units(Room room) {
        return handle.createQuery(
                        """
                        SELECT u.* FROM unit u JOIN door d ON d.id = u.door
                        WHERE d.room = :room ORDER BY u.id
                        """)
                .bind("room", room.id().value())
                .map((row, context) -> at(row))
                .list();
    }

    /** The units of an event that a list was made for. */
    List<At> unitsWithLists(String event) {
        return handle.createQuery(
                        """
                        SELECT u.* FROM unit u JOIN door d ON d.id = u.door
                        JOIN room r ON r.id = d.room
                        WHERE r.event = :event AND u.list_revision > 0 ORDER BY u.id
                        """)
                .bind("event", event)
                .map((row, context) -> at(row))
                .list();
    }

    private static At at(ResultSet row) throws SQLException {
        return new At(
                new UnitId(row.getString("id")),
                new DoorId(row.getString("door")),
                !"out".equals(row.getString("mode")),
                row.getLong("list_revision"),
                row.getString("list_digest"),
                row.getLong("list_serial"));
    }

    private List<Listed> listed(
            Room room, List<Limited> sessions, EventBadges badges, MessageCodec codec) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < sessions.size(); i++) {
            places.put(sessions.get(i).session().id().value(), i);
        }
        Map<Long, List<Integer>> registered = places(REGISTERED, room, places);
        Map<Long, List<Integer>> targeted = places(TARGETED, room, places);
        return badges.all().stream()
                .map(known ->
                        listed(
                                known,
                                registered.getOrDefault(known.attendee(), List.of()),
                                targeted.getOrDefault(known.attendee(), List.of()),
                                codec))
                .toList();
    }

    private static Listed listed(
            EventBadges.Known known,
            List<Integer> registered,
            List<Integer> targeted,
            MessageCodec codec) {
        if (registered.isEmpty() && targeted.isEmpty()) {
            return new Listed(known.bare(), known.line());
        }
        ListBadge badge =
                new ListBadge(known.bare().badge(), known.bare().state(), registered, targeted);
        return new Listed(badge, codec.write(badge));
    }

    private Map<Long, List<Integer>> places(String sql, Room room, Map<String, Integer> places) {
        Map<Long, List<Integer>> byAttendee = new HashMap<>();
        handle.createQuery(sql)
                .bind("room", room.id().value())
                .map((row, context) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(one ->
                        byAttendee
                                .computeIfAbsent(one.getKey(), id -> new ArrayList<>())
                                .add(places.getOrDefault(one.getValue(), -1)));
        byAttendee.values().forEach(list -> list.sort(Comparator.naturalOrder()));
        return byAttendee;
    }

    static <E extends Enum<E>> E value(Class<E> type, String wire) {
        return Enum.valueOf(type, wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
