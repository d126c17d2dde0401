package io.turnout.hub.agenda;

import io.turnout.hub.store.Database;
import io.turnout.protocol.access.Access;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.WalkIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sessions of an event, and how their doors are to treat people. Thread-safe. */
public final class Sessions {
    private static final String ALL =
            """
            SELECT s.*, r.name AS room_name, coalesce(s.capacity, r.capacity) AS holds,
                   (SELECT count(*) FROM registration g WHERE g.session = s.id) AS registered
            FROM session s JOIN room r ON r.id = s.room
            """;

    private final Database database;

    public Sessions(Database database) {
        this.database = database;
    }

    /**
     * A session.
     *
     * @param day the agenda's day, which a talk after midnight shares with the evening before
     * @param holds its own capacity or the room's; absent for no limit
     * @param registered how many people are
     */
    public record Session(
            SessionId id,
            String event,
            RoomId room,
            String roomName,
            LocalDate day,
            String title,
            String track,
            Instant start,
            Instant end,
            DoorSettings settings,
            Optional<Integer> holds,
            long registered) {}

    /**
     * How the door treats people.
     *
     * @param capacity its own, absent where the room's holds
     */
    public record DoorSettings(
            Access access,
            WalkIn walkIn,
            ReEntry reEntry,
            Optional<Integer> capacity,
            int earlyMinutes,
            int lateMinutes,
            boolean cancelled) {
        DoorSettings cancelled(boolean is) {
            return new DoorSettings(
                    access, walkIn, reEntry, capacity, earlyMinutes, lateMinutes, is);
        }

        DoorSettings open(Access to) {
            return new DoorSettings(
                    to, walkIn, reEntry, capacity, earlyMinutes, lateMinutes, cancelled);
        }

        DoorSettings walkIns(WalkIn policy) {
            return new DoorSettings(
                    access, policy, reEntry, capacity, earlyMinutes, lateMinutes, cancelled);
        }
    }

    /** The sessions of an event by start, room and id. */
    public List<Session> all(String event) {
        return database.read(handle ->
                handle.createQuery(
                                ALL
                                        + " WHERE s.event = :event"
                                        + " ORDER BY s.start_ms, r.place, s.id")
                        .bind("event", event)
                        .map((row, context) -> session(row))
                        .list());
    }

    public Optional<Session> find(String event, String session) {
        return database.read(handle -> find(handle, event, session));
    }

    private static Optional<Session> find(Handle handle, String event, String session) {
        return handle.createQuery(ALL + " WHERE s.event = :event AND s.id = :id")
                .bind("event", event)
                .bind("id", session)
                .map((row, context) -> session(row))
                .findOne();
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                new SessionId(row.getString("id")),
                row.getString("event"),
                new RoomId(row.getString("room")),
                row.getString("room_name"),
                LocalDate.parse(row.getString("day")),
                row.getString("title"),
                row.getString("track"),
                Instant.ofEpochMilli(row.getLong("start_ms")),
                Instant.ofEpochMilli(row.getLong("end_ms")),
                new DoorSettings(
                        value(Access.class, row.getString("access")),
                        value(WalkIn.class, row.getString("walk_in")),
                        value(ReEntry.class, row.getString("re_entry")),
                        number(row, "capacity"),
                        row.getInt("early_min"),
                        row.getInt("late_min"),
                        row.getBoolean("cancelled")),
                number(row, "holds"),
                row.getLong("registered"));
    }

    static Optional<Integer> number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E value(Class<E> type, String wire) {
        return Enum.valueOf(type, wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
