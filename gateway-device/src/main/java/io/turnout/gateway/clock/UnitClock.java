package io.turnout.gateway.clock;

import io.turnout.protocol.access.TimeReading;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.UnitTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What this unit knows of time. Thread-safe, does not block.
 *
 * <p>Once a time is trusted in this boot (network time's, the hub's), the unit goes by it and the
 * monotonic clock: whatever the wall clock does then changes no verdict. What is trusted is
 * comparable within one boot, across processes: Linux counts {@link System#nanoTime} from the start
 * of the machine. A machine that sleeps does not count meanwhile; units do not sleep.
 */
public final class UnitClock {
    /** A hub's clock may be a little ahead of ours without ours being wrong. */
    static final Duration FLOOR_TOLERANCE = Duration.ofMinutes(5);

    /** How exact a wall clock is that network time holds. */
    private static final long SYNCED_ERROR = 1_000;

    private final Sources sources;
    private Optional<TimeRules.Trusted> trusted = Optional.empty();
    private Optional<UnitTime.Heard> heard = Optional.empty();
    private Optional<Long> own = Optional.empty();
    private long floorMillis;
    private boolean floorTold;

    /**
     * The clocks there are.
     *
     * @param nanoTime monotonic within one boot, as {@link System#nanoTime}
     * @param boot random id of the boot
     * @param synced whether network time holds the wall clock; asked at each reading
     * @param batteryBacked whether the wall clock goes on while the machine is off
     */
    public record Sources(
            InstantSource wall,
            LongSupplier nanoTime,
            String boot,
            BooleanSupplier synced,
            boolean batteryBacked) {}

    /**
     * One unit's clock.
     *
     * @param floor a time that has passed for certain, such as when the program was built
     */
    public UnitClock(Sources sources, Instant floor) {
        this.sources = sources;
        this.floorMillis = floor.toEpochMilli() - monotonicMillis();
    }

    /** One with a battery. */
    public UnitClock(
            InstantSource wall,
            LongSupplier nanoTime,
            String boot,
            BooleanSupplier synced,
            Instant floor) {
        this(new Sources(wall, nanoTime, boot, synced, true), floor);
    }

    /** All clocks at one moment. */
    public synchronized Moment now() {
        Instant wall = Instant.ofEpochMilli(sources.wall().millis());
        long monotonic = monotonicMillis();
        TimeRules.Judged judged =
                TimeRules.judge(
                        new TimeRules.Shown(
                                wall,
                                monotonic,
                                sources.synced().getAsBoolean(),
                                sources.batteryBacked()),
                        new TimeRules.Past(trusted, floorMillis, floorTold, own));
        learn(judged, wall.toEpochMilli() - monotonic, monotonic);
        return new Moment(
                wall, monotonic, boot(), judged.quality(), judged.reading(), judged.basis());
    }

    /** What is believed for the first time holds on when the wall clock is set later. */
    private void learn(TimeRules.Judged judged, long offset, long monotonic) {
        if (trusted.isEmpty() && judged.basis() == TimeBasis.NETWORK) {
            Offset byNetwork = new Offset(offset - SYNCED_ERROR, offset + SYNCED_ERROR, monotonic);
            trusted = Optional.of(new TimeRules.Trusted(byNetwork, TimeBasis.NETWORK));
        }
        if (own.isEmpty() && judged.basis() == TimeBasis.OWN) {
            own = Optional.of(offset);
        }
    }

    /** Comparable within one boot only; sees no steps of the wall clock. */
    public long monotonicMillis() {
        return Math.floorDiv(sources.nanoTime().getAsLong(), 1_000_000L);
    }

    public String boot() {
        return sources.boot();
    }

    /** The best time there is, for what is shown to people. */
    public Instant best() {
        return now().reading().best();
    }

    /**
     * The hub said its time between two moments of this boot. Its word goes before network time's:
     * the hub's time is the venue's.
     *
     * @param askedAt monotonic, not after {@code heardAt}
     * @return whether much more is known now than before
     */
    public synchronized boolean hubSaid(Instant time, long askedAt, long heardAt) {
        Offset said =
                new Offset(time.toEpochMilli() - heardAt, time.toEpochMilli() - askedAt, heardAt);
        Optional<Offset> before =
                trusted.filter(known -> known.by() == TimeBasis.HUB).map(TimeRules.Trusted::offset);
        Offset after = before.map(known -> known.with(said)).orElse(said);
        trusted = Optional.of(new TimeRules.Trusted(after, TimeBasis.HUB));
        heard = Optional.of(new UnitTime.Heard(time, heardAt));
        return before.isEmpty()
                || before.get().at(heardAt).width() - after.width()
                        > TimeRules.AGREEMENT.toMillis();
    }

    /** The last of the hub's times, for the hub to learn from. */
    public synchronized Optional<UnitTime.Heard> heard() {
        return heard;
    }

    /**
     * Somebody trusted says that this time has passed, such as a signed list that says when it was
     * made.
     */
    public void hasPassed(Instant time) {
        passed(time.minus(FLOOR_TOLERANCE));
    }

    private synchronized void passed(Instant time) {
        long millis = time.toEpochMilli() - monotonicMillis();
        if (millis > floorMillis || !floorTold) {
            floorMillis = Math.max(floorMillis, millis);
            floorTold = true;
        }
    }

    /** What should outlive this process; empty while no time is trusted. */
    synchronized Optional<Kept> toKeep() {
        Moment now = now();
        return trusted.filter(_ -> now.basis() != TimeBasis.OWN)
                .map(known ->
                        new Kept(now.reading().earliest(), boot(), known.offset(), known.by()));
    }

    /** What an earlier process kept: in the same boot all of it holds, otherwise that it passed. */
    public synchronized void remember(Kept kept) {
        passed(kept.passed());
        if (kept.boot().equals(boot()) && trusted.isEmpty()) {
            trusted = Optional.of(new TimeRules.Trusted(kept.offset(), kept.by()));
        }
    }

    /**
     * One moment, by every clock there is.
     *
     * @param wall to the millisecond, as messages carry it
     * @param quality how far {@code wall} can be believed
     * @param reading what time it is, by what is known
     * @param basis by what
     */
    public record Moment(
            Instant wall,
            long monotonicMillis,
            String boot,
            ClockQuality quality,
            TimeReading reading,
            TimeBasis basis) {}
}
