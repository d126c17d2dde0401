package io.turnout.hub.history;

import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.Rounds;
import io.turnout.protocol.message.UnitHealth;
import io.turnout.protocol.message.UnitInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Notes how each unit that is there is, on a thread of its own, and forgets it after a day. A unit
 * that is silent has no row, so that its plots have a gap. Thread-safe.
 */
public final class UnitHistory implements AutoCloseable {
    /** How often. */
    static final Duration STEP = Duration.ofMinutes(5);

    /** How long it is kept. */
    static final Duration KEPT = Duration.ofHours(24);

    private final Database database;
    private final InstantSource clock;
    private final UnitsQueries units = new UnitsQueries();
    private final Rounds rounds = new Rounds("unit-history", this::round);

    UnitHistory(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public static UnitHistory start(Database database, InstantSource clock) {
        UnitHistory history = new UnitHistory(database, clock);
        history.rounds.start();
        return history;
    }

    /** A unit's last day, the oldest first. */
    List<Sample> of(String unit) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT at_ms, queue, celsius_tenths, clock_ms FROM unit_sample"
                                        + " WHERE unit = :unit AND at_ms >= :from ORDER BY at_ms")
                        .bind("unit", unit)
                        .bind("from", clock.instant().minus(KEPT).toEpochMilli())
                        .map((row, _) ->
                                new Sample(
                                        row.getLong("at_ms"),
                                        row.getLong("queue"),
                                        Optional.ofNullable(
                                                        (Number) row.getObject("celsius_tenths"))
                                                .map(tenths -> tenths.doubleValue() / 10),
                                        row.getLong("clock_ms")))
                        .list());
    }

    @Override
    public void close() {
        rounds.close();
    }

    private Duration round() {
        note();
        return STEP;
    }

    /** Notes once. */
    void note() {
        Instant now = clock.instant();
        List<UnitView> there =
                database.read(handle ->
                        events(handle).stream()
                                .flatMap(event -> units.of(handle, event, now).stream())
                                .filter(UnitView::online)
                                .toList());
        database.change(handle -> {
            handle.execute(
                    "DELETE FROM unit_sample WHERE at_ms < ?", now.minus(KEPT).toEpochMilli());
            if (!there.isEmpty()) {
                write(handle, there, now.toEpochMilli());
            }
        });
    }

    private static List<String> events(Handle handle) {
        return handle.createQuery("SELECT id FROM event ORDER BY id").mapTo(String.class).list();
    }

    private static void write(Handle handle, List<UnitView> units, long nowMs) {
        PreparedBatch rows =
                handle.prepareBatch(
                        "INSERT INTO unit_sample (unit, at_ms, queue, celsius_tenths, clock_ms)"
                                + " VALUES (:unit, :at, :queue, :celsius, :clock)"
                                + " ON CONFLICT (unit, at_ms) DO NOTHING");
        for (UnitView unit : units) {
            Optional<Double> celsius =
                    unit.info().flatMap(UnitInfo::health).flatMap(UnitHealth::celsius);
            rows.bind("unit", unit.id())
                    .bind("at", nowMs)
                    .bind("queue", unit.missing())
                    .bind("celsius", celsius.map(now -> Math.round(now * 10)).orElse(null))
                    .bind("clock", unit.clockMs())
                    .add();
        }
        rows.execute();
    }
}
