package io.turnout.gateway.door;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.indicator.Indicator;
import io.turnout.gateway.indicator.Signal;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.reader.Reading;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.seats.Loan;
import io.turnout.protocol.seats.SeatHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A door: parse, look up, decide, journal, show, in this order, one badge at a time. Whoever
 * presents a badge lends the door their thread; others wait in line.
 */
public final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /** Of a scan that is not recorded. */
    private static final long NO_NUMBER = Long.MAX_VALUE;

    private final Surroundings around;
    private final Decider decider;
    private final RoomState room;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final DoorCounts counts = new DoorCounts();
    private volatile ModeSet mode;
    private volatile boolean admitsUncounted;
    private volatile Optional<Outcome> last = Optional.empty();

    /**
     * What a door needs.
     *
     * @param lists the list in use at this moment
     * @param online whether the hub is reachable
     * @param hub is asked about badges that the list lacks, while it is reachable
     * @param untrustedClock what happens to who wants in while the clock is not trusted, where the
     *     event is not stricter
     * @param dealt is told of every outcome after it was shown, in order, on the presenter's thread
     */
    public record Surroundings(
            Supplier<Optional<AccessList>> lists,
            Journal journal,
            Indicator indicator,
            UnitClock clock,
            BooleanSupplier online,
            AskHub hub,
            Consumer<Outcome> dealt,
            WalkIn untrustedClock) {
        /** Where the event's own setting alone says what happens without a trusted time. */
        public Surroundings(
                Supplier<Optional<AccessList>> lists,
                Journal journal,
                Indicator indicator,
                UnitClock clock,
                BooleanSupplier online,
                AskHub hub,
                Consumer<Outcome> dealt) {
            this(lists, journal, indicator, clock, online, hub, dealt, WalkIn.ADMIT_FLAGGED);
        }
    }

    private Door(Surroundings around, Place unassigned, Mode mode) {
        this.around = around;
        this.decider = new Decider(unassigned, around.hub(), around.untrustedClock());
        this.mode = new ModeSet(mode, ModeSet.By.CONFIGURATION, around.clock().best());
        this.room = new RoomState(new SeatHolder(around.journal().epoch()));
    }

    /** Opens a door, and finds out from the journal who is inside. */
    public static Door open(Surroundings around, Place unassigned, Mode mode) {
        Door door = new Door(around, unassigned, mode);
        around.journal().replay(door.room::apply);
        around.journal().unreadable().forEach(range -> door.room.seats().lost(range.count()));
        door.listChanged();
        return door;
    }

    /** Deals with a badge. Returns when its verdict is durable and shown. */
    public Outcome present(Reading reading) {
        oneAtATime.lock();
        try {
            around.indicator().show(Signal.READ);
            Outcome outcome = deal(reading);
            around.indicator().show(outcome.signal());
            last = Optional.of(outcome);
            counts.count(outcome);
            around.dealt().accept(outcome);
            return outcome;
        } finally {
            oneAtATime.unlock();
        }
    }

    private Outcome deal(Reading reading) {
        UnitClock.Moment now = around.clock().now();
        Optional<AccessList> list = around.lists().get();
        boolean online = around.online().getAsBoolean();
        try {
            Moment here = new Moment(now, reading.meant(mode.mode()), online);
            if (list.isEmpty()) {
                Scan scan = around.journal().append(n -> decider.withoutList(n, reading, here));
                return new Outcome.NoList(scan, now.reading().best());
            }
            return decide(reading, list.get(), here);
        } catch (JournalFailure failed) {
            LOG.error("out of order: {}", failed.getMessage());
            return new Outcome.NotRecorded(now.reading().best());
        }
    }

    private Outcome decide(Reading reading, AccessList list, Moment here) throws JournalFailure {
        Decider.Decision decision = decider.decide(reading, list, room, here);
        if (decision.verdict() instanceof Verdict.Repeated repeated) {
            return new Outcome.Again(repeated.former(), here.clock().reading().best());
        }
        // Durable first: only then is anything shown, and the room changed.
        Instant at = here.clock().reading().best();
        Scan scan;
        try {
            scan = around.journal().append(n -> decider.draft(n, reading, decision, list, here));
        } catch (JournalFailure failed) {
            if (admitsUncounted) {
                return uncounted(
                        at, decider.draft(NO_NUMBER, reading, decision, list, here), decision);
            }
            throw failed;
        }
        apply(scan);
        if (decision.verdict().reason() != Reason.FORGED) {
            // Whoever forges a badge must not have its owner shown their verdict.
            scan.badge().ifPresent(badge -> room.remember(badge, at, decision.verdict()));
        }
        return new Outcome.Decided(decision.verdict(), scan, at);
    }

    /** Set so: people are worth more than their records here, and each without one is counted. */
    private Outcome uncounted(Instant at, Scan scan, Decider.Decision decision) {
        apply(scan);
        return new Outcome.Uncounted(decision.verdict(), at);
    }

    /** What happens when scans cannot be recorded; otherwise the door is out of order. */
    public void admitUncounted(boolean admit) {
        admitsUncounted = admit;
    }

    private void apply(Scan scan) {
        followJournal();
        room.apply(room.seats().epoch(), scan);
    }

    /** A journal that was damaged goes on under a new epoch. */
    private void followJournal() {
        JournalEpoch now = around.journal().epoch();
        if (!now.equals(room.seats().epoch())) {
            room.seats().begin(now);
        }
    }

    /** A list came into use: what is shown at rest may change, and what is remembered. */
    public void listChanged() {
        oneAtATime.lock();
        try {
            Optional<AccessList> list = around.lists().get();
            list.ifPresent(used ->
                    room.turnTo(
                            used.header().sessions().stream()
                                    .map(DoorSession::id)
                                    .collect(Collectors.toSet())));
            rest();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** What is shown while nobody presents a badge; to be called when the hub comes and goes. */
    public void rest() {
        boolean records = admitsUncounted || !around.journal().failing();
        boolean decides = around.lists().get().isPresent() && records;
        Signal online = around.online().getAsBoolean() ? Signal.REST : Signal.OFFLINE;
        around.indicator().show(decides ? online : Signal.OUT_OF_ORDER);
    }

    public ModeSet mode() {
        return mode;
    }

    /** Changes what a read means from the next badge on, until the next start; scans say it. */
    public void setMode(Mode wanted, ModeSet.By by) {
        mode = new ModeSet(wanted, by, around.clock().best());
        LOG.info("mode {} by {}", wanted, by);
    }

    /** Whether the badge under way, if there is one, is dealt with in time. */
    public boolean settles(Duration within) throws InterruptedException {
        boolean free = oneAtATime.tryLock(within.toMillis(), TimeUnit.MILLISECONDS);
        if (free) {
            oneAtATime.unlock();
        }
        return free;
    }

    /** The newest outcome, if there was one since the start. */
    public Optional<Outcome> last() {
        return last;
    }

    public DoorCounts counts() {
        return counts;
    }

    /** Who is inside and what is left, for sessions of the list in use. */
    public List<Occupancy> occupancy() {
        oneAtATime.lock();
        try {
            return around.lists().get().stream().flatMap(this::occupancy).toList();
        } finally {
            oneAtATime.unlock();
        }
    }

    private Stream<Occupancy> occupancy(AccessList list) {
        return list.header().sessions().stream()
                .map(session -> {
                    SessionId id = session.id();
                    return new Occupancy(
                            session,
                            room.seats().taken(id),
                            list.limited().contains(id)
                                    ? Optional.of(room.seats().left(id))
                                    : Optional.empty());
                });
    }

    /**
     * What the hub says of this door's seats.
     *
     * @return what must be made durable before {@link #use}; empty where nothing is new
     */
    public Optional<SeatHolder.Kept> told(JournalEpoch epoch, Loan loan) {
        oneAtATime.lock();
        try {
            followJournal();
            return room.seats().told(epoch, loan);
        } finally {
            oneAtATime.unlock();
        }
    }

    /**
     * From here on seats are as the hub said, which is durable by now.
     *
     * @return the last number of the journal: what is behind it is decided by these seats
     */
    public long use(SeatHolder.Kept durable) {
        oneAtATime.lock();
        try {
            room.seats().use(durable);
            return around.journal().last();
        } finally {
            oneAtATime.unlock();
        }
    }

    /**
     * One session as this door knows it.
     *
     * @param inside who came in by this door and did not leave by it
     * @param seatsLeft empty where there is no limit
     */
    public record Occupancy(DoorSession session, long inside, Optional<Integer> seatsLeft) {}
}
