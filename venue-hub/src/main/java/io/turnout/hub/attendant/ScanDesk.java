package io.turnout.hub.attendant;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.checkin.WaySettings;
import io.turnout.hub.fleet.PhoneLists;
import io.turnout.hub.identity.ScanGrants;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What an attendant may scan, and whether what a phone brings may be taken. Thread-safe. */
public final class ScanDesk {
    private static final String SESSIONS =
            """
            SELECT s.id, s.title, s.room, r.name, s.start_ms, s.end_ms, s.cancelled,
                   coalesce(s.capacity, r.capacity) AS holds,
                   (SELECT coalesce(sum(p.inside), 0) FROM presence p WHERE p.session = s.id)
                       AS inside
            FROM session s JOIN room r ON r.id = s.room WHERE s.event = :event
            """;

    private final Database database;
    private final InstantSource clock;

    public ScanDesk(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A session to scan at.
     *
     * @param holds how many; empty for no limit
     * @param inside how many are known to be
     */
    public record Session(
            String id,
            String title,
            RoomId room,
            String roomName,
            long startMs,
            long endMs,
            boolean cancelled,
            Optional<Integer> holds,
            int inside) {}

    /** Whether a batch may go into the scan log. */
    public sealed interface Checked {
        record Good() implements Checked {}

        /** It names a phone that is not this user's. */
        record NotYours() implements Checked {}

        /** This user may not scan there, or not in that way; by the number of the scan. */
        record NotAllowed(long number) implements Checked {}
    }

    /** The sessions of an event that somebody may scan at, by start. */
    public List<Session> sessions(SignedIn user, String event) {
        return database.read(handle ->
                handle
                        .createQuery(SESSIONS + " ORDER BY s.start_ms, s.id")
                        .bind("event", event)
                        .map((row, _) -> session(row))
                        .stream()
                        .filter(one -> ScanGrants.may(handle, user, event, one.id()))
                        .toList());
    }

    /** One of them; empty where there is none, or this user may not scan at it. */
    public Optional<Session> session(SignedIn user, String event, String session) {
        return database.read(handle ->
                handle.createQuery(SESSIONS + " AND s.id = :session")
                        .bind("event", event)
                        .bind("session", session)
                        .map((row, _) -> session(row))
                        .findOne()
                        .filter(one -> ScanGrants.may(handle, user, event, one.id())));
    }

    /** Whether attendants check out in an event (C-9). */
    public boolean checksOut(String event) {
        return database.read(handle -> checksOut(handle, event));
    }

    private static boolean checksOut(Handle handle, String event) {
        return WaySettings.of(handle, new EventId(event)).checkOut();
    }

    /** Whether there is this session, whoever asks. */
    public boolean exists(String event, String session) {
        return database.read(handle ->
                handle.createQuery("SELECT 1 FROM session WHERE event = ? AND id = ?")
                        .bind(0, event)
                        .bind(1, session)
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
    }

    private static Session session(ResultSet row) throws SQLException {
        int holds = row.getInt("holds");
        Optional<Integer> limit = row.wasNull() ? Optional.empty() : Optional.of(holds);
        return new Session(
                row.getString("id"),
                row.getString("title"),
                new RoomId(row.getString("room")),
                row.getString("name"),
                row.getLong("start_ms"),
                row.getLong("end_ms"),
                row.getBoolean("cancelled"),
                limit,
                row.getInt("inside"));
    }

    /** A name for one more phone of this user; empty where there are too many. */
    public Optional<UnitId> addPhone(SignedIn user, String event) {
        return database.write(handle -> new Phones(handle).add(event, user.user(), clock.millis()));
    }

    /** Whether a batch may go into the scan log. */
    public Checked check(SignedIn user, String event, ScanBatch batch) {
        return database.read(handle -> {
            if (!new Phones(handle).isOf(batch.unit(), event, user.user())) {
                return new Checked.NotYours();
            }
            Places places =
                    new Places(handle, user, event, checksOut(handle, event), new HashMap<>());
            for (Scan scan : batch.scans()) {
                if (!places.allow(scan)) {
                    return new Checked.NotAllowed(scan.number());
                }
            }
            return new Checked.Good();
        });
    }

    /** Where this user may scan; each session is looked up once. */
    private record Places(
            Handle handle,
            SignedIn user,
            String event,
            boolean checksOut,
            Map<String, Optional<String>> rooms) {
        boolean allow(Scan scan) {
            boolean ours =
                    scan.way() == Way.ATTENDANT
                            && goesItsWay(scan)
                            && scan.door().equals(PhoneLists.DOOR)
                            && isOfEvent(scan.room());
            return ours && scan.effects().stream().allMatch(effect -> allow(scan, effect));
        }

        /** C-9: attendants check in only, where nothing else is set. */
        private boolean goesItsWay(Scan scan) {
            return scan.side() == Side.IN
                    ? scan.mode() == Mode.IN
                    : scan.mode() == Mode.OUT && checksOut;
        }

        private boolean allow(Scan scan, Effect effect) {
            return switch (effect) {
                case Effect.Leave(Optional<SessionId> left) ->
                        scan.side() == Side.OUT
                                && left.filter(session -> isIn(scan, session)).isPresent();
                case Effect.Enter enter -> scan.side() == Side.IN && isIn(scan, enter.session());
            };
        }

        private boolean isIn(Scan scan, SessionId session) {
            return rooms.computeIfAbsent(session.value(), this::room)
                    .filter(scan.room().value()::equals)
                    .isPresent();
        }

        private Optional<String> room(String session) {
            return ScanGrants.may(handle, user, event, session)
                    ? handle.createQuery("SELECT room FROM session WHERE event = ? AND id = ?")
                            .bind(0, event)
                            .bind(1, session)
                            .mapTo(String.class)
                            .findOne()
                    : Optional.empty();
        }

        private boolean isOfEvent(RoomId room) {
            return handle.createQuery("SELECT 1 FROM room WHERE event = ? AND id = ?")
                    .bind(0, event)
                    .bind(1, room.value())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
        }
    }
}
