package io.turnout.hub.checkin;

import io.turnout.hub.fleet.AtHub;
import io.turnout.hub.identity.Tokens;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.seats.SeatHolder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The journals of the hub's own doors, and what they tell of seats. */
public record HubJournals(Handle handle) {
    /** A journal's name. */
    record Key(UnitId unit, JournalEpoch epoch) {}

    /**
     * To be done once to a restored database: numbers that were given since its copy was made must
     * not be given again, so new journals begin.
     */
    public static void restored(Handle handle) {
        handle.execute("DELETE FROM hub_journal");
    }

    /** Those there are. */
    List<RoomId> rooms() {
        return handle.createQuery("SELECT room FROM hub_journal ORDER BY room")
                .map((row, _) -> new RoomId(row.getString(1)))
                .list();
    }

    /** The rooms that people will come to by the hub's door and that it has no journal for. */
    List<RoomId> wanted() {
        return handle.createQuery(
                        """
                        SELECT DISTINCT s.room FROM session s
                        WHERE (s.check_in = 1 OR s.check_in_code <> ''
                               OR EXISTS (SELECT 1 FROM session_pin p WHERE p.session = s.id)
                               OR EXISTS (SELECT 1 FROM wall_code w WHERE w.session = s.id)
                               OR EXISTS (SELECT 1 FROM kiosk k WHERE k.session = s.id)
                               OR EXISTS (SELECT 1 FROM way_setting y WHERE y.event = s.event
                                          AND y.self_report = 1))
                          AND NOT EXISTS (SELECT 1 FROM hub_journal j WHERE j.room = s.room)
                        ORDER BY s.room
                        """)
                .map((row, _) -> new RoomId(row.getString(1)))
                .list();
    }

    /** The journal of a room; a new one begins where there is none. */
    Key of(RoomId room) {
        Optional<Key> known =
                handle.createQuery("SELECT unit, epoch FROM hub_journal WHERE room = ?")
                        .bind(0, room.value())
                        .map((row, _) ->
                                new Key(
                                        new UnitId(row.getString(1)),
                                        new JournalEpoch(row.getString(2))))
                        .findOne();
        return known.orElseGet(() -> begin(room));
    }

    private Key begin(RoomId room) {
        Key key = new Key(AtHub.unit(room), new JournalEpoch(Tokens.random()));
        handle.execute(
                "INSERT INTO hub_journal (room, unit, epoch) VALUES (?, ?, ?)",
                room.value(),
                key.unit().value(),
                key.epoch().value());
        return key;
    }

    /** Who is inside by a journal, as it says itself; with the stays that ended elsewhere. */
    SeatHolder holder(Key key) {
        SeatHolder holder = new SeatHolder(key.epoch());
        handle.createQuery(
                        """
                        SELECT number, badge, entered, takes_seat, leaves, left_session FROM scan
                        WHERE unit = ? AND epoch = ? AND outcome = 'admitted'
                          AND badge IS NOT NULL
                        ORDER BY number
                        """)
                .bind(0, key.unit().value())
                .bind(1, key.epoch().value())
                .map((row, _) -> new Moved(row.getLong("number"), badge(row), effects(row)))
                .forEach(one ->
                        holder.scanned(key.epoch(), one.number(), one.badge(), one.effects()));
        holder.use(new SeatHolder.Kept(0, Map.of(), released(key)));
        return holder;
    }

    private record Moved(long number, BadgeFingerprint badge, List<Effect> effects) {}

    private static BadgeFingerprint badge(ResultSet row) throws SQLException {
        return BadgeFingerprint.parse(row.getString("badge"));
    }

    private static List<Effect> effects(ResultSet row) throws SQLException {
        List<Effect> effects = new ArrayList<>();
        if (row.getBoolean("leaves")) {
            String left = row.getString("left_session");
            effects.add(new Effect.Leave(Optional.ofNullable(left).map(SessionId::new)));
        }
        String entered = row.getString("entered");
        if (entered != null) {
            effects.add(new Effect.Enter(new SessionId(entered), row.getBoolean("takes_seat")));
        }
        return effects;
    }

    /** What was said once stays said: the hub wrote it down before. */
    private Set<Long> released(Key key) {
        return handle
                .createQuery(
                        "SELECT number FROM seat_ended"
                                + " WHERE unit = ? AND epoch = ? AND serial > 0")
                .bind(0, key.unit().value())
                .bind(1, key.epoch().value())
                .mapTo(Long.class)
                .stream()
                .collect(Collectors.toSet());
    }
}
