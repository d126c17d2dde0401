package io.turnout.hub.seats;

import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SeatLevel;
import io.turnout.protocol.message.SeatMark;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.seats.Claim;
import io.turnout.protocol.seats.Doorway;
import io.turnout.protocol.seats.Holder;
import io.turnout.protocol.seats.Limit;
import io.turnout.protocol.seats.Moments;
import io.turnout.protocol.seats.SeatLender;
import io.turnout.protocol.seats.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends seats, on a thread of its own: reads what doors say and what was read at them, decides,
 * writes down, and only then says it. Thread-safe.
 */
public final class SeatDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SeatDesk.class);
    private static final Duration GROUPING = Duration.ofMillis(25);
    private static final Duration RESTLESS = Duration.ofMillis(100);
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 4_000;

    private final Database database;
    private final ListKey key;
    private final InstantSource clock;
    private final HubLife life;
    private final BiConsumer<UnitId, SeatNotice> outlet;
    private final MessageCodec codec = new MessageCodec();
    private final Moments moments = new Moments();
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Set<UnitId> warned = ConcurrentHashMap.newKeySet();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Thread thread;
    private Map<Holder, Long> followed = new HashMap<>();
    private Map<SessionId, Limit> limits = Map.of();
    private Optional<SeatLender> lender = Optional.empty();
    private long lookedAt = Long.MIN_VALUE / 2;
    private volatile Map<SessionId, SessionSeats> seats = Map.of();
    private volatile boolean stopping;

    private SeatDesk(
            Database database,
            ListKey key,
            InstantSource clock,
            HubLife life,
            BiConsumer<UnitId, SeatNotice> outlet) {
        this.database = database;
        this.key = key;
        this.clock = clock;
        this.life = life;
        this.outlet = outlet;
        this.thread = Thread.ofPlatform().name("seats").unstarted(this::run);
    }

    /**
     * Starts the thread.
     *
     * @param life of this run of the hub, whose clock times are told by
     * @param outlet publishes a notice to its unit; one that is lost is said again when the unit
     *     says what it keeps to
     */
    public static SeatDesk start(
            Database database,
            ListKey key,
            InstantSource clock,
            HubLife life,
            BiConsumer<UnitId, SeatNotice> outlet) {
        SeatDesk desk = new SeatDesk(database, key, clock, life, outlet);
        desk.thread.start();
        return desk;
    }

    private sealed interface Event {
        record Said(UnitId unit, SeatsHeld held, long received) implements Event {}

        record Stored() implements Event {}

        record Changed() implements Event {}

        record Forgotten() implements Event {}
    }

    /**
     * How often words could not be taken. Alarm at any: units and hub do not fit, or it is slow.
     */
    public record Counts(long malformed, long dropped) {}

    public Counts counts() {
        return new Counts(malformed.sum(), dropped.sum());
    }

    /** What a unit says it keeps to. Returns at once and never throws, whatever the message. */
    public void receive(UnitId unit, byte[] payload) {
        long received = millis();
        try {
            if (payload.length > SeatsHeld.MAX_BYTES) {
                throw new MalformedMessage("larger than " + SeatsHeld.MAX_BYTES + " bytes");
            }
            offer(new Event.Said(unit, codec.read(payload, SeatsHeld.class), received));
        } catch (MalformedMessage _) {
            malformed.increment();
            if (warned.size() < MOST_WAITING && warned.add(unit)) {
                LOG.warn("unit {}: what it says of its seats cannot be read (said once)", unit);
            }
        }
    }

    /** The scan log may have grown. Returns at once. */
    public void stored() {
        offer(new Event.Stored());
    }

    /** Sessions, doors or units may have changed. Returns at once. */
    public void changed() {
        offer(new Event.Changed());
    }

    /** The broker may have forgotten what was said. Returns at once. */
    public void sayAllAgain() {
        offer(new Event.Forgotten());
    }

    /** How a session's seats are divided; empty where they are not counted, or it is over. */
    public Optional<SessionSeats> of(SessionId session) {
        return Optional.ofNullable(seats.get(session));
    }

    /** What a unit holds of each session whose seats are counted and that is not over. */
    public Map<SessionId, SessionSeats> lentTo(UnitId unit) {
        Map<SessionId, SessionSeats> its = new HashMap<>();
        seats.forEach((session, of) -> {
            List<SeatLender.AtDoor> doors =
                    of.doors().stream().filter(door -> door.holder().unit().equals(unit)).toList();
            if (!doors.isEmpty()) {
                its.put(session, new SessionSeats(of.capacity(), doors));
            }
        });
        return its;
    }

    /** How many seats a unit has left, as far as is known; empty where they are not counted. */
    public OptionalInt free(UnitId unit, SessionId session) {
        return of(session).stream()
                .flatMap(of -> of.doors().stream())
                .filter(door -> door.current() && door.holder().unit().equals(unit))
                .mapToInt(door -> Math.max(0, door.lent() - door.inside()))
                .findFirst();
    }

    @Override
    public void close() {
        stopping = true;
        offer(new Event.Stored());
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What finds no room is looked for anyway, or said again by its unit. */
    private void offer(Event event) {
        if (!events.offer(event)) {
            dropped.increment();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                List<Event> round = await();
                try {
                    work(round);
                } catch (RuntimeException e) { // what is written down is the truth: begin from it
                    LOG.error("seats could not be lent; trying again", e);
                    lender = Optional.empty();
                    TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE.toMillis());
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("the thread for seats was told to end");
        }
    }

    private List<Event> await() throws InterruptedException {
        Duration most = lender.filter(SeatLender::isRestless).isPresent() ? RESTLESS : LOOK_ANYWAY;
        List<Event> round = new ArrayList<>();
        Optional.ofNullable(events.poll(most.toMillis(), TimeUnit.MILLISECONDS))
                .ifPresent(round::add);
        if (!round.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(GROUPING.toMillis());
            events.drainTo(round);
        }
        return round;
    }

    private void work(List<Event> round) {
        long now = millis();
        boolean due = now - lookedAt >= LOOK_ANYWAY.toMillis();
        if (due || lender.isEmpty() || round.contains(new Event.Changed())) {
            look(now);
        }
        SeatLender lends = lender.orElseGet(this::begin);
        follow(lends, now);
        for (Event event : round) {
            switch (event) {
                case Event.Said said -> heard(lends, said);
                case Event.Forgotten _ -> lends.tellAllAgain();
                case Event.Stored _, Event.Changed _ -> LOG.trace("looked for anyway");
            }
        }
        lends.plan(now);
        List<Standing> changes = lends.changes();
        if (!changes.isEmpty()) {
            boolean restored = lends.isAfterRestore();
            database.change(handle -> new SeatTables(handle).save(changes, restored));
        }
        lends.toTell().forEach(this::say);
        show(lends);
    }

    /** Which doors and sessions there are; with other sessions it begins anew. */
    private void look(long now) {
        lookedAt = now;
        Instant wall = clock.instant();
        Map<UnitId, Doorway> doors = database.read(handle -> new SeatSource(handle).doors(wall));
        Map<SessionId, Limit> limitsNow =
                database.read(handle -> new SeatSource(handle).limits(wall));
        if (!limitsNow.keySet().equals(limits.keySet())) {
            lender = Optional.empty();
        }
        limits = limitsNow;
        if (lender.isEmpty()) {
            begin();
        }
        lender.ifPresent(lends -> lends.venue(doors, limitsNow));
    }

    private SeatLender begin() {
        SeatLender begun = new SeatLender(moments);
        long now = millis();
        Instant wall = clock.instant();
        database.read(handle -> {
            SeatTables tables = new SeatTables(handle);
            SeatSource source = new SeatSource(handle);
            begun.remember(tables.standings(), tables.isAfterRestore());
            begun.venue(source.doors(wall), source.limits(wall));
            source.whereabouts(
                    wall, row -> row.seen().ifPresent(seen -> begun.saw(row.holder(), seen, now)));
            followed = new HashMap<>(source.reach());
            return followed.size();
        });
        followed.forEach(begun::arrived);
        begun.tellAllAgain();
        lender = Optional.of(begun);
        return begun;
    }

    private void follow(SeatLender lends, long now) {
        Map<Holder, Long> reach = database.read(handle -> new SeatSource(handle).reach());
        reach.forEach((holder, upTo) -> {
            long from = followed.getOrDefault(holder, 0L);
            if (upTo > from) {
                for (SeatSource.Row row :
                        database.read(handle -> new SeatSource(handle).after(holder, from, upTo))) {
                    row.seen().ifPresent(seen -> lends.saw(holder, seen, now));
                    if (row.full()) {
                        lends.turnedAway(holder, row.room(), now);
                    }
                }
                followed.put(holder, upTo);
                lends.arrived(holder, upTo);
            }
        });
    }

    private void heard(SeatLender lends, Event.Said said) {
        SeatsHeld held = said.held();
        Holder holder = new Holder(said.unit(), held.epoch());
        Optional<SeatsHeld.Heard> ours =
                held.heard().filter(heard -> heard.sent().life().equals(life));
        Optional<Moments.Exchange> exchange =
                ours.map(heard ->
                        new Moments.Exchange(
                                heard.sent().millis(), said.received(), heard.monotonicMillis()));
        if (exchange.filter(Moments.Exchange::isNarrow).isEmpty()) {
            lends.tellAgain(said.unit());
        }
        String boot = ours.map(SeatsHeld.Heard::boot).orElse("");
        if (exchange.filter(known -> moments.learn(said.unit(), boot, known)).isPresent()) {
            lends.timesKnown();
        }
        Map<SessionId, Integer> levels =
                held.levels().stream()
                        .collect(Collectors.toMap(SeatLevel::session, SeatLevel::seats, Math::max));
        lends.claimed(
                holder,
                new Claim(held.serial(), levels, held.lastNumber()),
                followed.getOrDefault(holder, 0L),
                clock.instant());
    }

    private void say(SeatLender.Told told) {
        List<SeatLevel> levels =
                told.loan().levels().entrySet().stream()
                        .map(level -> new SeatLevel(level.getKey(), level.getValue()))
                        .sorted(Comparator.comparing(SeatLevel::session))
                        .toList();
        UnitId unit = told.holder().unit();
        SeatNotice notice =
                new SeatNotice(
                        told.holder().epoch(),
                        told.loan().serial(),
                        told.loan().keep(),
                        levels,
                        told.loan().releases().stream().sorted().toList(),
                        new SeatMark(life, millis()),
                        "");
        outlet.accept(unit, notice.with(key.sign(unit, notice)));
    }

    private void show(SeatLender lends) {
        Map<SessionId, SessionSeats> shown = new HashMap<>();
        limits.forEach((session, limit) ->
                shown.put(session, new SessionSeats(limit.capacity(), lends.of(session))));
        seats = Map.copyOf(shown);
    }

    /** Of this run's own clock: it never steps. */
    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
