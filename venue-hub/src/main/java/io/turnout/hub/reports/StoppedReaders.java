package io.turnout.hub.reports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Finds readers that stopped although their room went on: what each read against what the others of
 * its room did, and against how many leave by a reader elsewhere. A function of what was read: the
 * order in which units deliver plays no part. What has not arrived looks the same as what was never
 * read; whether that may be is for {@code Completeness} to say.
 *
 * @param reads of one room and day, each unit's in order of time
 * @param exits what is known of exits elsewhere
 */
record StoppedReaders(List<Reads> reads, Exits exits) {
    /** Nobody comes by for so long in the middle of many a session. */
    static final Duration SILENCE = Duration.ofMinutes(10);

    /** People leave for so long after the end. */
    static final Duration AFTER = Duration.ofMinutes(10);

    /** Fewer are no evidence of anything. */
    static final long FEW = 10;

    /** How seldom chance alone may do it: once in so many times. */
    private static final double ONCE_IN = 10_000;

    /** Exits elsewhere by which is known that people here do use readers when they leave. */
    private static final long ENOUGH_EXITS = 50;

    StoppedReaders {
        reads = List.copyOf(reads);
    }

    /** What a unit read in one minute. */
    record Reads(String unit, long firstMs, long lastMs, long ins, long outs) {}

    /**
     * A session of the room.
     *
     * @param opensMs when its doors open
     * @param came times inside that began
     * @param left and of these that ended by an exit
     */
    record Held(String id, long opensMs, long endMs, long came, long left) {}

    /** Times inside in the sessions of an event whose rooms read exits, and how they ended. */
    record Exits(long came, long left) {
        /** How many of a hundred are read when they leave, in other sessions than this one. */
        private double share(Held session) {
            long others = came - session.came();
            return others < ENOUGH_EXITS ? 0 : (double) (left - session.left()) / (others + 1);
        }
    }

    /** A unit of the room. */
    record Unit(String id, boolean readsExits) {}

    /** How it is known. */
    enum Because {
        /** Others in the room read meanwhile. */
        OTHER_DOORS,
        /** Who came was not seen leaving, as people are elsewhere. */
        NO_EXITS
    }

    /**
     * A reader that stopped.
     *
     * @param untilMs when it read again, or nobody came any more
     * @param others how many the other doors read meanwhile, or how many did not leave
     * @param percent of what its room reads how much it reads otherwise, or of who comes how many
     *     are read when they leave
     */
    record Stop(
            String unit,
            String session,
            Because because,
            long fromMs,
            long untilMs,
            long others,
            long percent) {}

    private record Silence(long fromMs, long untilMs) {
        Silence within(long from, long until) {
            return new Silence(Math.max(fromMs, from), Math.min(untilMs, until));
        }

        boolean isLong() {
            return untilMs - fromMs >= SILENCE.toMillis();
        }

        boolean has(Reads one) {
            return one.firstMs() > fromMs && one.firstMs() < untilMs;
        }
    }

    /** By unit, then by time. */
    List<Stop> stops(Collection<Unit> units, Collection<Held> sessions, long nowMs) {
        Map<String, List<Reads>> byUnit =
                reads.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Reads::unit, TreeMap::new, Collectors.toList()));
        List<Stop> stops = new ArrayList<>();
        for (Unit unit : units) {
            for (Silence silence : silences(byUnit.getOrDefault(unit.id(), List.of()))) {
                for (Held session : sessions) {
                    Silence here =
                            silence.within(
                                    session.opensMs(),
                                    Math.min(nowMs, session.endMs() + AFTER.toMillis()));
                    if (here.isLong()) {
                        add(stops, unit, session, silence, here);
                    }
                }
            }
        }
        stops.sort(
                Comparator.comparing(Stop::unit)
                        .thenComparingLong(Stop::fromMs)
                        .thenComparing(Stop::session));
        return stops;
    }

    /** After each of its scans until the next, where that is long; before the first it was not. */
    private static List<Silence> silences(List<Reads> own) {
        List<Silence> silences = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            long next = i + 1 < own.size() ? own.get(i + 1).firstMs() : Long.MAX_VALUE;
            Silence silence = new Silence(own.get(i).lastMs(), next);
            if (silence.isLong()) {
                silences.add(silence);
            }
        }
        return silences;
    }

    private void add(List<Stop> stops, Unit unit, Held session, Silence whole, Silence here) {
        Doubt doubt =
                doubt(unit, whole, here, Reads::ins).and(doubt(unit, whole, here, Reads::outs));
        if (doubt.isStrong()) {
            stops.add(stop(unit, session, here, Because.OTHER_DOORS, doubt));
            return;
        }
        boolean overTheEnd =
                here.fromMs() < session.endMs()
                        && here.untilMs() >= session.endMs() + AFTER.toMillis();
        boolean noExits = reads.stream().noneMatch(one -> here.has(one) && one.outs() > 0);
        if (unit.readsExits() && overTheEnd && noExits) {
            Doubt missing = new Doubt(session.came() - session.left(), exits.share(session));
            if (missing.isStrong()) {
                stops.add(stop(unit, session, here, Because.NO_EXITS, missing));
            }
        }
    }

    private static Stop stop(Unit unit, Held session, Silence here, Because why, Doubt doubt) {
        return new Stop(
                unit.id(),
                session.id(),
                why,
                here.fromMs(),
                here.untilMs(),
                doubt.many(),
                Math.round(doubt.share() * 100));
    }

    /** What others read in one direction while it was silent, and its own share otherwise. */
    private Doubt doubt(Unit unit, Silence whole, Silence here, ToLongFunction<Reads> direction) {
        long own = 0;
        long others = 0;
        long meanwhile = 0;
        for (Reads one : reads) {
            long read = direction.applyAsLong(one);
            if (one.unit().equals(unit.id())) {
                own += read;
            } else if (here.has(one)) {
                meanwhile += read;
            } else if (!whole.has(one)) {
                others += read;
            }
        }
        return own < FEW ? Doubt.NONE : new Doubt(meanwhile, (double) own / (own + others + 1));
    }

    /**
     * How unlikely it is by chance: that so many pass, and none by a reader of that share.
     *
     * @param share of what passes, from 0 to 1
     */
    private record Doubt(long many, double share) {
        static final Doubt NONE = new Doubt(0, 0);

        /** Of both directions; what most pass by is told. */
        Doubt and(Doubt other) {
            if (many == 0 || other.many == 0) {
                return many == 0 ? other : this;
            }
            long both = many + other.many;
            return new Doubt(both, 1 - Math.exp(-(strength() + other.strength()) / both));
        }

        boolean isStrong() {
            return many >= FEW && strength() >= Math.log(ONCE_IN);
        }

        private double strength() {
            return -many * Math.log1p(-share);
        }
    }
}
