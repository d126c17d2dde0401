package io.turnout.hub.seats;

import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.seats.SeatLender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends seats, on a thread of its own: takes what doors say and what changes, and answers how seats
 * are divided. Thread-safe.
 */
public final class SeatDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SeatDesk.class);
    private static final Duration GROUPING = Duration.ofMillis(25);
    private static final Duration RESTLESS = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 4_000;

    private final Lending lending;
    private final MessageCodec codec = new MessageCodec();
    private final BlockingQueue<SeatEvent> events = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Set<UnitId> warned = ConcurrentHashMap.newKeySet();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Thread thread;
    private volatile Map<SessionId, SessionSeats> seats = Map.of();
    private volatile boolean stopping;

    private SeatDesk(Lending lending) {
        this.lending = lending;
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
        SeatDesk desk = new SeatDesk(new Lending(database, key, clock, life, outlet));
        desk.thread.start();
        return desk;
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
        long received = Lending.millis();
        try {
            if (payload.length > SeatsHeld.MAX_BYTES) {
                throw new MalformedMessage("larger than " + SeatsHeld.MAX_BYTES + " bytes");
            }
            offer(new SeatEvent.Said(unit, codec.read(payload, SeatsHeld.class), received));
        } catch (MalformedMessage _) {
            malformed.increment();
            if (warned.size() < MOST_WAITING && warned.add(unit)) {
                LOG.warn("unit {}: what it says of its seats cannot be read (said once)", unit);
            }
        }
    }

    /** What the hub's own door of a room keeps to. Returns at once. */
    public void held(UnitId door, SeatsHeld held) {
        offer(new SeatEvent.Said(door, held, Lending.millis()));
    }

    /** The scan log may have grown. Returns at once. */
    public void stored() {
        offer(new SeatEvent.Stored());
    }

    /** Sessions, doors or units may have changed. Returns at once. */
    public void changed() {
        offer(new SeatEvent.Changed());
    }

    /** The broker may have forgotten what was said. Returns at once. */
    public void sayAllAgain() {
        offer(new SeatEvent.Forgotten());
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
        offer(new SeatEvent.Stored());
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What finds no room is looked for anyway, or said again by its unit. */
    private void offer(SeatEvent event) {
        if (!events.offer(event)) {
            dropped.increment();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                List<SeatEvent> round = await();
                try {
                    seats = lending.round(round);
                } catch (RuntimeException e) { // what is written down is the truth: begin from it
                    LOG.error("seats could not be lent; trying again", e);
                    lending.beginAnew();
                    TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE.toMillis());
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("the thread for seats was told to end");
        }
    }

    private List<SeatEvent> await() throws InterruptedException {
        Duration most = lending.isRestless() ? RESTLESS : Lending.LOOK_ANYWAY;
        List<SeatEvent> round = new ArrayList<>();
        Optional.ofNullable(events.poll(most.toMillis(), TimeUnit.MILLISECONDS))
                .ifPresent(round::add);
        if (!round.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(GROUPING.toMillis());
            events.drainTo(round);
        }
        return round;
    }
}
