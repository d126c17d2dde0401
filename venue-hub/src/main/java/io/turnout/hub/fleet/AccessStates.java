package io.turnout.hub.fleet;

import io.turnout.protocol.message.UnitId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What units have of what they should have, and which revocations are in force where. */
public final class AccessStates {
    /** The newest; how many there are is said beside. */
    private static final int MOST = 100;

    private static final String BADGES = "SELECT count(*) FROM badge WHERE event = ?";

    private final ChangeFeed feed;

    public AccessStates(ChangeFeed feed) {
        this.feed = feed;
    }

    /**
     * The access of an event as its units have it.
     *
     * @param revocations at most 100, the newest first
     * @param revoked how many there are
     */
    public record States(List<UnitHolding> units, List<Revocation> revocations, long revoked) {
        public States {
            units = List.copyOf(units);
            revocations = List.copyOf(revocations);
        }
    }

    /**
     * A unit with what it has.
     *
     * @param holding empty where it has no list, or one older than those known
     * @param changesWanted the serial of what was last said to it, 0 for nothing since the start
     */
    public record UnitHolding(UnitView unit, Optional<Holding> holding, long changesWanted) {}

    /** The states of an event's units. */
    public States of(Handle handle, String event, List<UnitView> all) {
        List<UnitView> units = all.stream().filter(unit -> !unit.isRetired()).toList();
        return new States(
                holdings(handle, event, units),
                revocations(handle, event, units),
                count(handle, BADGES + " AND state <> 'active'", event));
    }

    private List<UnitHolding> holdings(Handle handle, String event, List<UnitView> units) {
        long badges = count(handle, BADGES, event);
        Map<String, Long> sessions = sessions(handle, event);
        return units.stream()
                .map(unit -> {
                    List<ChangeFeed.Said> said = feed.said(new UnitId(unit.id()));
                    long entries = badges + sessions.getOrDefault(unit.roomId(), 0L);
                    return new UnitHolding(
                            unit,
                            Holding.of(unit, said, entries),
                            said.isEmpty() ? 0 : said.getFirst().serial());
                })
                .toList();
    }

    private static Map<String, Long> sessions(Handle handle, String event) {
        return handle
                .createQuery("SELECT room, count(*) FROM session WHERE event = ? GROUP BY room")
                .bind(0, event)
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Revocation> revocations(Handle handle, String event, List<UnitView> units) {
        return handle.createQuery(
                        """
                        SELECT a.number, b.state, b.state_ms, b.state_serial
                        FROM badge b JOIN attendee a ON a.id = b.attendee
                        WHERE b.event = :event AND b.state <> 'active'
                        ORDER BY b.state_serial DESC, a.number LIMIT :most
                        """)
                .bind("event", event)
                .bind("most", MOST)
                .map((row, _) -> {
                    long serial = row.getLong(4);
                    return new Revocation(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            units.size(),
                            units.stream().filter(unit -> !follows(unit, serial)).toList());
                })
                .list();
    }

    /** One without a list lets nobody in, but follows nothing either. */
    private static boolean follows(UnitView unit, long serial) {
        return unit.listHas() > 0 && unit.changesHas() >= Math.max(1, serial);
    }

    private static long count(Handle handle, String sql, String event) {
        return handle.createQuery(sql).bind(0, event).mapTo(Long.class).one();
    }
}
