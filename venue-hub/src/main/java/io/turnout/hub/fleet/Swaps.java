package io.turnout.hub.fleet;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.UnitId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Units that others took the place of, and what became of their journals. Thread-safe. */
public final class Swaps {
    private static final String FIND = "SELECT * FROM unit_swap WHERE unit = :unit";

    private static final String PLACE =
            "SELECT d.id, d.room, u.mode FROM unit u JOIN door d ON d.id = u.door"
                    + " WHERE u.id = :unit";

    private final Database database;
    private final Units units;
    private final Audit audit;
    private final InstantSource clock;

    public Swaps(Database database, Units units, Audit audit, InstantSource clock) {
        this.database = database;
        this.units = units;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of the journal of a unit that was taken away. */
    public enum Journal {
        /** Nobody knows yet: its scans may be on its card. */
        OPEN,
        /** All that was on its card is in the scan log. */
        RECOVERED,
        /** Nobody will ever read it: what it had is missing for good. */
        LOST;

        /** As it is stored and sent. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A unit and the one in its place.
     *
     * @param journalMs since when its journal is recovered or lost; 0 while it is neither
     */
    public record Swap(
            UnitId unit,
            UnitId successor,
            long atMs,
            String who,
            Journal journal,
            long journalMs) {}

    /** What came of replacing a unit. */
    public sealed interface Outcome {
        record Replaced(Swap swap) implements Outcome {}

        record UnknownUnit() implements Outcome {}

        /** Another one has its place already. */
        record Before(Swap swap) implements Outcome {}

        /** The new unit's name is another unit's, or the hub's own. */
        record NameTaken() implements Outcome {}
    }

    /**
     * Gives a new unit the door and the mode of another, which is taken away: it gets no seats any
     * more, and never a ticket.
     */
    public Outcome replace(UnitId unit, UnitId successor, String who) {
        return database.write(handle -> {
            Optional<Swap> before = of(handle, unit);
            Optional<Units.Registration> place = place(handle, unit, successor);
            if (before.isPresent() || place.isEmpty()) {
                return before.<Outcome>map(Outcome.Before::new).orElseGet(Outcome.UnknownUnit::new);
            }
            if (!(units.register(handle, place.get(), who) instanceof Units.Outcome.Registered)) {
                return new Outcome.NameTaken();
            }
            long now = clock.millis();
            handle.execute(
                    "INSERT INTO unit_swap (unit, successor, at_ms, who) VALUES (?, ?, ?, ?)",
                    unit.value(),
                    successor.value(),
                    now,
                    who);
            handle.execute(
                    "UPDATE unit SET lost_ms = ?, secret_hash = '' WHERE id = ?",
                    now,
                    unit.value());
            audit.add(handle, who, "replace unit", unit.value(), "by " + successor);
            return new Outcome.Replaced(of(handle, unit).orElseThrow());
        });
    }

    /** What is known of a unit that was taken away; empty for any other. */
    public Optional<Swap> of(UnitId unit) {
        return database.read(handle -> of(handle, unit));
    }

    /**
     * Notes what became of a journal. What was lost may be found and recovered later; what was
     * recovered stays so.
     *
     * @return false where the unit was never taken away, or all of its journal is here
     */
    public boolean settle(UnitId unit, Journal journal, String who, String detail) {
        return database.write(handle -> {
            int changed =
                    handle.execute(
                            "UPDATE unit_swap SET journal = ?, journal_ms = ?, journal_by = ?"
                                    + " WHERE unit = ? AND journal <> 'recovered'",
                            journal.key(),
                            clock.millis(),
                            who,
                            unit.value());
            if (changed > 0) {
                String deed = journal == Journal.LOST ? "declare journal lost" : "recover journal";
                audit.add(handle, who, deed, unit.value(), detail);
            }
            return changed > 0;
        });
    }

    /** Whether a unit was taken away. */
    public static boolean isRetired(Handle handle, UnitId unit) {
        return of(handle, unit).isPresent();
    }

    /** The journals of an event's units that were taken away. */
    static Map<String, Journal> journals(Handle handle, String event) {
        Map<String, Journal> journals = new HashMap<>();
        handle.createQuery(
                        "SELECT s.unit, s.journal FROM unit_swap s JOIN unit u ON u.id = s.unit"
                                + " JOIN door d ON d.id = u.door JOIN room r ON r.id = d.room"
                                + " WHERE r.event = :event")
                .bind("event", event)
                .map((row, _) -> Map.entry(row.getString(1), journal(row.getString(2))))
                .forEach(one -> journals.put(one.getKey(), one.getValue()));
        return journals;
    }

    private static Optional<Units.Registration> place(
            Handle handle, UnitId unit, UnitId successor) {
        return handle.createQuery(PLACE)
                .bind("unit", unit.value())
                .map((row, _) ->
                        new Units.Registration(
                                successor,
                                new RoomId(row.getString("room")),
                                new DoorId(row.getString("id")),
                                ListSource.value(Mode.class, row.getString("mode"))))
                .findOne();
    }

    private static Optional<Swap> of(Handle handle, UnitId unit) {
        return handle.createQuery(FIND)
                .bind("unit", unit.value())
                .map((row, _) ->
                        new Swap(
                                new UnitId(row.getString("unit")),
                                new UnitId(row.getString("successor")),
                                row.getLong("at_ms"),
                                row.getString("who"),
                                journal(row.getString("journal")),
                                row.getLong("journal_ms")))
                .findOne();
    }

    private static Journal journal(String stored) {
        return Journal.valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
