package io.turnout.hub.clock;

import io.turnout.hub.clock.Sighting.Bound;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sightings there are, inside one transaction. */
public record Sightings(Handle handle) {
    /**
     * Left out is what says nothing new, for its slot of the monotonic clock: no closer bound on
     * either side, and no other wall clock than just before. What stays is enough for {@link
     * BootClock} to come to the same, in whatever order they arrive.
     */
    private static final String ADD =
            """
            INSERT INTO clock_sighting
                (unit, boot, mono_ms, wall_ms, clock, received_ms, heard_ms, heard_mono_ms)
            SELECT :unit, :boot, :mono, :wall, :clock, :received,
                CASE WHEN :heardGiven = 1 THEN :heard END,
                CASE WHEN :heardGiven = 1 THEN :heardMono END
            WHERE NOT EXISTS (SELECT 1 FROM clock_sighting k
                WHERE k.unit = :unit AND k.boot = :boot
                  AND k.mono_ms >= :slot AND k.mono_ms < :slotEnd
                  AND (k.received_ms - k.mono_ms < :received - :mono
                    OR (k.received_ms - k.mono_ms = :received - :mono AND k.mono_ms <= :mono)))
            OR COALESCE((SELECT CASE WHEN k.clock = :clock
                  AND abs((k.wall_ms - k.mono_ms) - (:wall - :mono)) <= 500 THEN 0 ELSE 1 END
                FROM clock_sighting k
                WHERE k.unit = :unit AND k.boot = :boot AND k.mono_ms <= :mono
                ORDER BY k.mono_ms DESC, k.seq DESC LIMIT 1), 1) = 1
            OR (:heardGiven = 1 AND NOT EXISTS (SELECT 1 FROM clock_sighting k
                WHERE k.unit = :unit AND k.boot = :boot
                  AND k.heard_mono_ms >= :heardSlot AND k.heard_mono_ms < :heardSlotEnd
                  AND (k.heard_ms - k.heard_mono_ms > :heard - :heardMono
                    OR (k.heard_ms - k.heard_mono_ms = :heard - :heardMono
                      AND k.heard_mono_ms <= :heardMono))))
            """;

    /** A boot of a unit. */
    record Boot(String unit, String boot) {}

    /** Notes what a unit says of its time; a unit that says nothing of it is not judged. */
    public void note(UnitId unit, UnitInfo info, long receivedMs) {
        info.time()
                .map(time -> sighting(info, time, receivedMs))
                .ifPresent(sighting -> add(new Boot(unit.value(), info.boot()), sighting));
    }

    private static Sighting sighting(UnitInfo info, UnitTime time, long receivedMs) {
        Optional<Bound> heard =
                time.heard()
                        .map(word ->
                                new Bound(
                                        word.at().toEpochMilli() - word.monotonicMillis(),
                                        word.monotonicMillis()));
        return new Sighting(
                time.monotonicMillis(),
                info.at().toEpochMilli(),
                info.clock().name().toLowerCase(Locale.ROOT),
                receivedMs,
                heard);
    }

    /** Whether it was kept. */
    boolean add(Boot boot, Sighting sighting) {
        long slot = Math.floorDiv(sighting.monoMs(), Sighting.SLOT_MS) * Sighting.SLOT_MS;
        Optional<Bound> heard = sighting.heard();
        long heardSlot = heard.map(Bound::slot).orElse(0L) * Sighting.SLOT_MS;
        return handle.createUpdate(ADD)
                        .bind("unit", boot.unit())
                        .bind("boot", boot.boot())
                        .bind("mono", sighting.monoMs())
                        .bind("wall", sighting.wallMs())
                        .bind("clock", sighting.clock())
                        .bind("received", sighting.receivedMs())
                        .bind("slot", slot)
                        .bind("slotEnd", slot + Sighting.SLOT_MS)
                        .bind("heardGiven", heard.isPresent() ? 1 : 0)
                        .bind("heard", heard.map(h -> h.offsetMs() + h.monoMs()).orElse(0L))
                        .bind("heardMono", heard.map(Bound::monoMs).orElse(0L))
                        .bind("heardSlot", heardSlot)
                        .bind("heardSlotEnd", heardSlot + Sighting.SLOT_MS)
                        .execute()
                > 0;
    }

    /** All of one boot, by the monotonic clock. */
    List<Sighting> of(Boot boot) {
        return handle.createQuery(
                        "SELECT mono_ms, wall_ms, clock, received_ms, heard_ms, heard_mono_ms"
                                + " FROM clock_sighting WHERE unit = :unit AND boot = :boot"
                                + " ORDER BY mono_ms")
                .bind("unit", boot.unit())
                .bind("boot", boot.boot())
                .map((row, context) -> read(row))
                .list();
    }

    private static Sighting read(ResultSet row) throws SQLException {
        long heard = row.getLong("heard_ms");
        boolean given = !row.wasNull();
        long heardMono = row.getLong("heard_mono_ms");
        return new Sighting(
                row.getLong("mono_ms"),
                row.getLong("wall_ms"),
                row.getString("clock"),
                row.getLong("received_ms"),
                given ? Optional.of(new Bound(heard - heardMono, heardMono)) : Optional.empty());
    }

    /** The boots that something new was said of since the mark. */
    List<Boot> boots(long after, long upTo) {
        return handle.createQuery(
                        "SELECT DISTINCT unit, boot FROM clock_sighting"
                                + " WHERE seq > :after AND seq <= :upTo")
                .bind("after", after)
                .bind("upTo", upTo)
                .map((row, context) -> new Boot(row.getString(1), row.getString(2)))
                .list();
    }
}
