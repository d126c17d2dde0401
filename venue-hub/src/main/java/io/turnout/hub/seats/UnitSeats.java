package io.turnout.hub.seats;

import io.turnout.protocol.access.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** What one unit holds of each session whose seats are counted and that is not over. */
record UnitSeats(Handle handle) {
    /**
     * What it holds of a session.
     *
     * @param open whether people may have come in already
     * @param mayBeInside how many may be inside by it; empty where the hub does not know
     */
    record Held(
            String title,
            long startMs,
            boolean open,
            int capacity,
            long lent,
            OptionalLong mayBeInside) {}

    /** By start; those that it holds nothing of are left out. */
    List<Held> of(Map<SessionId, SessionSeats> lent, Instant now) {
        List<Held> held = new ArrayList<>();
        handle.createQuery(
                        "SELECT id, title, start_ms, early_min FROM session"
                                + " WHERE end_ms > :now ORDER BY start_ms, id")
                .bind("now", now.toEpochMilli())
                .map((row, _) -> new Row(new SessionId(row.getString("id")), row(row, now)))
                .forEach(row ->
                        Optional.ofNullable(lent.get(row.id()))
                                .ifPresent(seats -> held.add(with(row.held(), seats))));
        return held.stream()
                .filter(one -> one.lent() > 0 || one.mayBeInside().orElse(1) > 0)
                .toList();
    }

    private record Row(SessionId id, Held held) {}

    private static Held row(ResultSet row, Instant now) throws SQLException {
        long start = row.getLong("start_ms");
        long opens = start - row.getLong("early_min") * 60_000;
        return new Held(
                row.getString("title"),
                start,
                opens <= now.toEpochMilli(),
                0,
                0,
                OptionalLong.empty());
    }

    private static Held with(Held session, SessionSeats seats) {
        boolean known = seats.doors().stream().allMatch(door -> door.bound().isPresent());
        return new Held(
                session.title(),
                session.startMs(),
                session.open(),
                seats.capacity(),
                seats.doors().stream().mapToLong(door -> door.lent()).sum(),
                known
                        ? OptionalLong.of(
                                seats.doors().stream()
                                        .mapToLong(door -> door.bound().orElse(0))
                                        .sum())
                        : OptionalLong.empty());
    }
}
