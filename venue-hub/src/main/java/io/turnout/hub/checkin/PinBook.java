package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The PINs of an event's sessions: unique in the event, in and out alike. Thread-safe. */
public final class PinBook {
    private final Database database;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    public PinBook(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** What a PIN is for. */
    public record Meant(SessionId session, Side side) {}

    /** The PINs of one session. */
    public record Pair(Optional<Pin> in, Optional<Pin> out) {
        static final Pair NONE = new Pair(Optional.empty(), Optional.empty());

        /** The one for a direction. */
        public Optional<Pin> of(Side side) {
            return side == Side.IN ? in : out;
        }

        Pair with(Side side, Optional<Pin> pin) {
            return side == Side.IN ? new Pair(pin, out) : new Pair(in, pin);
        }
    }

    /** What came of setting PINs of one's own. */
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /** The PIN for one direction is that of another session, or of the other direction. */
        record Taken(Side side) implements Outcome {}
    }

    /** How many sessions an event has, and how many of their PINs are there. */
    public record Counts(int sessions, int pins) {
        /** Each session can have two. */
        public int missing() {
            return 2 * sessions - pins;
        }
    }

    /** What a PIN is for; empty for one that the event lacks. */
    public Optional<Meant> find(EventId event, Pin pin) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT session, side FROM session_pin"
                                        + " WHERE event = ? AND pin = ?")
                        .bind(0, event.value())
                        .bind(1, pin.value())
                        .map((row, _) ->
                                new Meant(new SessionId(row.getString(1)), side(row.getString(2))))
                        .findOne());
    }

    /** All PINs of an event, by session. */
    public Map<SessionId, Pair> all(EventId event) {
        return database.read(handle -> all(handle, event));
    }

    /** The PINs of one session. */
    public Pair of(EventId event, SessionId session) {
        return all(event).getOrDefault(session, Pair.NONE);
    }

    /** How many there are and could be. */
    public Counts counts(EventId event) {
        return database.read(handle ->
                new Counts(
                        sessions(handle, event).size(),
                        handle.createQuery("SELECT count(*) FROM session_pin WHERE event = ?")
                                .bind(0, event.value())
                                .mapTo(Integer.class)
                                .one()));
    }

    /**
     * Sets the PINs of a session of the event to values of the organizer's own; an empty one takes
     * it away.
     */
    public Outcome set(EventId event, SessionId session, Pair pair, String who) {
        return database.write(handle -> {
            for (Side side : Side.values()) {
                if (isTaken(handle, event, session, pair, side)) {
                    return new Outcome.Taken(side);
                }
            }
            handle.execute("DELETE FROM session_pin WHERE session = ?", session.value());
            for (Side side : Side.values()) {
                pair.of(side).ifPresent(pin -> add(handle, event, new Meant(session, side), pin));
            }
            audit.add(handle, who, "set pins", event.value() + "/" + session, "");
            return new Outcome.Done();
        });
    }

    private static boolean isTaken(
            Handle handle, EventId event, SessionId session, Pair pair, Side side) {
        Optional<Pin> pin = pair.of(side);
        boolean twice = side == Side.OUT && pin.isPresent() && pin.equals(pair.in());
        return twice
                || pin.filter(value ->
                                handle.createQuery(
                                                "SELECT 1 FROM session_pin WHERE event = ?"
                                                        + " AND pin = ? AND session <> ?")
                                        .bind(0, event.value())
                                        .bind(1, value.value())
                                        .bind(2, session.value())
                                        .mapTo(Integer.class)
                                        .findOne()
                                        .isPresent())
                        .isPresent();
    }

    /**
     * Makes the PINs that are missing; those that are there stay.
     *
     * @return how many were made
     */
    public int generateMissing(EventId event, String who) {
        return generate(event, who, false);
    }

    /**
     * Makes every PIN of the event anew.
     *
     * @return how many there are now
     */
    public int regenerateAll(EventId event, String who) {
        return generate(event, who, true);
    }

    private int generate(EventId event, String who, boolean anew) {
        return database.write(handle -> {
            Map<SessionId, Pair> known = all(handle, event);
            Set<Pin> used = new HashSet<>();
            known.values().forEach(pair -> pair.in().ifPresent(used::add));
            known.values().forEach(pair -> pair.out().ifPresent(used::add));
            if (anew) {
                handle.execute("DELETE FROM session_pin WHERE event = ?", event.value());
            }
            int made = 0;
            for (SessionId session : sessions(handle, event)) {
                Pair pair = anew ? Pair.NONE : known.getOrDefault(session, Pair.NONE);
                for (Side side : Side.values()) {
                    if (pair.of(side).isEmpty()) {
                        add(handle, event, new Meant(session, side), fresh(used));
                        made++;
                    }
                }
            }
            String what = anew ? "regenerate pins" : "generate pins";
            audit.add(handle, who, what, event.value(), String.valueOf(made));
            return made;
        });
    }

    /** Never one that was in use: a sign that still hangs must not let into another session. */
    private Pin fresh(Set<Pin> used) {
        Pin pin = Pin.random(random);
        while (!used.add(pin)) {
            pin = Pin.random(random);
        }
        return pin;
    }

    private static void add(Handle handle, EventId event, Meant meant, Pin pin) {
        handle.execute(
                "INSERT INTO session_pin (event, pin, session, side) VALUES (?, ?, ?, ?)",
                event.value(),
                pin.value(),
                meant.session().value(),
                meant.side().name().toLowerCase(Locale.ROOT));
    }

    private static List<SessionId> sessions(Handle handle, EventId event) {
        return handle.createQuery("SELECT id FROM session WHERE event = ? ORDER BY start_ms, id")
                .bind(0, event.value())
                .map((row, _) -> new SessionId(row.getString(1)))
                .list();
    }

    private static Map<SessionId, Pair> all(Handle handle, EventId event) {
        Map<SessionId, Pair> all = new HashMap<>();
        handle.createQuery("SELECT session, side, pin FROM session_pin WHERE event = ?")
                .bind(0, event.value())
                .map((row, _) ->
                        Map.entry(
                                new Meant(new SessionId(row.getString(1)), side(row.getString(2))),
                                new Pin(row.getString(3))))
                .forEach(one -> {
                    Meant meant = one.getKey();
                    Pair before = all.getOrDefault(meant.session(), Pair.NONE);
                    all.put(
                            meant.session(),
                            before.with(meant.side(), Optional.of(one.getValue())));
                });
        return all;
    }

    private static Side side(String text) {
        return Side.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
