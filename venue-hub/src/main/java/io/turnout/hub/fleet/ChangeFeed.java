package io.turnout.hub.fleet;

import io.turnout.hub.fleet.ListSource.At;
import io.turnout.hub.people.ChangeMark;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SignedChanges;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/**
 * Says to each unit what is other now than on its list: all of it each time, so that a word that is
 * lost costs nothing once the next one comes. A word's serial is taken before the states of badges
 * are read, so that it never stands for more than the word says; words leave in the order of their
 * serials. Thread-safe.
 */
public final class ChangeFeed {
    /** Said to all, also to those who may still use an older list; each is some 50 bytes. */
    private static final int RECENT = 100;

    /** More than any word may hold. */
    private static final int MOST_STATES = 2_000;

    /** Words remembered of each unit, to tell what one that is behind has. */
    private static final int REMEMBERED = 8;

    private final Database database;
    private final MessageCodec codec = new MessageCodec();
    private final ListKey key;
    private final InstantSource clock;
    private final BiConsumer<UnitId, byte[]> outlet;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UnitId, Deque<Said>> said = new HashMap<>();
    private final LongAdder tooLarge = new LongAdder();

    /**
     * @param outlet publishes a word to its unit; one that is lost is said again when the unit says
     *     that it lacks it
     */
    public ChangeFeed(
            Database database,
            ListKey key,
            InstantSource clock,
            BiConsumer<UnitId, byte[]> outlet) {
        this.database = database;
        this.key = key;
        this.clock = clock;
        this.outlet = outlet;
    }

    /** A word to a unit. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Said(Word word, Instant asOf, byte[] payload) {
        long base() {
            return word.base();
        }

        long serial() {
            return word.serial();
        }

        Difference difference() {
            return word.difference();
        }
    }

    /**
     * What the list before the newest lacks.
     *
     * @param missing entries that it lacks or has otherwise
     * @param extraneous entries that it should not have
     */
    record Behind(long revision, int missing, int extraneous) {}

    /**
     * What a unit should be told.
     *
     * @param base the list that it is told it for
     * @param digest of what it has then
     * @param behind what units without that list lack, where the list is new
     */
    record Due(
            UnitId unit,
            long base,
            Difference difference,
            String digest,
            Optional<Behind> behind) {}

    /** The state of a badge, and the serial of its change. */
    private record State(long serial, ChangedBadge badge) {}

    /** Words too large to be said since the start; a new list says them instead. */
    public long tooLarge() {
        return tooLarge.sum();
    }

    /** The words to a unit since the start, the newest first. */
    List<Said> said(UnitId unit) {
        lock.lock();
        try {
            return List.copyOf(said.getOrDefault(unit, new ArrayDeque<>()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says to units of an event what is due.
     *
     * @param asOf the serial as of which it was found out; what happened since is added
     * @param again whether to repeat what was said already
     * @return those whose difference is too large to be said
     */
    List<Due> say(String event, long asOf, List<Due> due, boolean again) {
        lock.lock();
        try {
            long serial = database.write(handle -> keep(handle, due));
            List<State> states = states(event);
            List<Due> tooMuch = new ArrayList<>();
            for (Due one : due) {
                Difference difference = one.difference().with(later(states, asOf));
                Optional<Behind> behind = one.behind().or(() -> behind(one.unit()));
                Word word = new Word(one.unit(), one.base(), serial, difference, behind);
                if (!say(word, again)) {
                    tooMuch.add(one);
                }
            }
            return tooMuch;
        } finally {
            lock.unlock();
        }
    }

    /** Repeats the last word to a unit that has the changes up to a serial only. */
    void remind(UnitId unit, long inForce) {
        said(unit).stream()
                .findFirst()
                .filter(last -> last.serial() > inForce)
                .ifPresent(last -> outlet.accept(unit, last.payload()));
    }

    /**
     * Says to all units of an event at once which badges changed their state. Waits for no list;
     * what one word cannot hold comes with the next list.
     */
    public void urgent(String event) {
        lock.lock();
        try {
            long serial = database.write(ChangeMark::next);
            List<State> states = states(event);
            database.read(handle -> new ListSource(handle).unitsWithLists(event))
                    .forEach(at -> say(urgent(at, serial, states), false));
        } finally {
            lock.unlock();
        }
    }

    private Word urgent(At at, long serial, List<State> states) {
        Deque<Said> words = said.get(at.unit());
        if (words == null) {
            Difference only = Difference.NONE.with(later(states, at.serial()));
            return new Word(at.unit(), at.revision(), serial, only, Optional.empty());
        }
        Said last = words.getFirst();
        Difference now = last.difference().with(later(states, last.serial()));
        return new Word(at.unit(), last.base(), serial, now, last.word().behind());
    }

    private Optional<Behind> behind(UnitId unit) {
        return Optional.ofNullable(said.get(unit))
                .flatMap(words -> words.getFirst().word().behind());
    }

    private static long keep(Handle handle, List<Due> due) {
        for (Due one : due) {
            handle.execute(
                    "UPDATE unit SET list_digest = ? WHERE id = ? AND list_revision = ?",
                    one.digest(),
                    one.unit().value(),
                    one.base());
        }
        return ChangeMark.next(handle);
    }

    /** The newest first. */
    private List<State> states(String event) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT state_serial, fingerprint, state FROM badge
                                WHERE event = :event AND state_serial > 0
                                ORDER BY state_serial DESC LIMIT :most
                                """)
                        .bind("event", event)
                        .bind("most", MOST_STATES)
                        .map((row, _) ->
                                new State(
                                        row.getLong(1),
                                        ChangedBadge.state(
                                                BadgeFingerprint.parse(row.getString(2)),
                                                ListSource.value(
                                                        BadgeState.class, row.getString(3)))))
                        .list());
    }

    /** Those after a serial, and some that may be known already. */
    private static List<ChangedBadge> later(List<State> states, long serial) {
        List<ChangedBadge> later = new ArrayList<>();
        for (State state : states) {
            if (later.size() < RECENT || state.serial() > serial) {
                later.add(state.badge());
            }
        }
        return later;
    }

    record Word(
            UnitId unit, long base, long serial, Difference difference, Optional<Behind> behind) {}

    /** False where it is too large. */
    private boolean say(Word word, boolean again) {
        Deque<Said> words = said.getOrDefault(word.unit(), new ArrayDeque<>());
        Optional<Said> same =
                Optional.ofNullable(words.peekFirst())
                        .filter(last -> last.base() == word.base())
                        .filter(last -> last.difference().equals(word.difference()));
        if (same.isPresent()) {
            if (again) {
                outlet.accept(word.unit(), same.get().payload());
            }
            return true;
        }
        Optional<Said> signed = word.difference().fits() ? signed(word) : Optional.empty();
        signed.ifPresentOrElse(
                now -> {
                    words.addFirst(now);
                    said.put(word.unit(), words);
                    if (words.size() > REMEMBERED) {
                        words.removeLast();
                    }
                    outlet.accept(word.unit(), now.payload());
                },
                tooLarge::increment);
        return signed.isPresent();
    }

    private Optional<Said> signed(Word word) {
        Instant asOf = clock.instant();
        byte[] content = codec.write(word.difference().changes(word.base(), word.serial(), asOf));
        byte[] payload = new SignedChanges(key.sign(word.unit(), content), content).payload();
        return payload.length <= SignedChanges.MAX_BYTES
                ? Optional.of(new Said(word, asOf, payload))
                : Optional.empty();
    }
}
