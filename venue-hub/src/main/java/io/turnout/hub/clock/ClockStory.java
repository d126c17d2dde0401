package io.turnout.hub.clock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How a unit's wall clock behaved in one boot, told from what it showed beside the monotonic clock.
 *
 * @param offMs wall clock minus venue time when it was last seen; 0 where that is not known
 * @param steps how often it was set
 * @param stepMs the largest step
 * @param stepAtMs when that was, in venue time
 * @param driftPpm how fast the monotonic clock runs ahead of the venue's time, where it drifts
 */
public record ClockStory(
        Condition condition, long offMs, int steps, long stepMs, long stepAtMs, long driftPpm) {
    /** Less is not worth a word: the offset is known no better. */
    static final long TOLERANCE_MS = 2_000;

    /** No clock of ours is older: one that says so was never set. */
    static final long NEVER_SET_BEFORE_MS = 1_577_836_800_000L; // 2020

    /** Drift is only told over a stretch that shows it. */
    private static final long DRIFT_SEEN_AFTER_MS = 20 * 60_000;

    private static final long TOO_FAST_PPM = 100;

    /** Which kind of clock it was. */
    public enum Condition {
        /** Right throughout. */
        IN_ORDER,
        /** In 1970, or as old as makes no difference: no battery, no network time. */
        NEVER_SET,
        /** It was never set at first and then set right. */
        SET_LATE,
        /** Wrong by the same throughout: it booted late. */
        BEHIND,
        /** Wrong by the same throughout: it booted early. */
        AHEAD,
        /** Set in the middle, by a time server or a person. */
        STEPPED,
        /** Right or wrong, it runs too fast or too slow. */
        DRIFTING,
        /** The unit never heard the hub's time in that boot. */
        NOT_COMPARED
    }

    /** A stretch in which the wall clock was not set, by the monotonic clock. */
    private record Run(long fromMono, long untilMono, long offsetMs, long wallMs) {}

    /** Whether a technician need not look at it. */
    public boolean isWell() {
        return switch (condition) {
            case IN_ORDER, SET_LATE, NOT_COMPARED -> true;
            case NEVER_SET, BEHIND, AHEAD, STEPPED, DRIFTING -> false;
        };
    }

    /** The key of the text that tells it. */
    public String key() {
        String word = condition.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (condition != Condition.STEPPED) {
            return "clock.story." + word;
        }
        return "clock.story." + (stepMs < 0 ? "set-back" : "set-forward");
    }

    static ClockStory of(Collection<Sighting> sightings) {
        BootClock clock = BootClock.of(sightings);
        List<Run> runs = runs(sightings);
        Run last = runs.getLast();
        long off = clock.compared() ? off(clock, last) : 0;
        Step step = largest(clock, runs);
        long drift = drift(clock);
        return new ClockStory(
                condition(clock, runs, off, drift),
                off,
                runs.size() - 1,
                step.byMs(),
                step.atMs(),
                drift);
    }

    private static Condition condition(BootClock clock, List<Run> runs, long off, long drift) {
        boolean neverSet = runs.getLast().wallMs() < NEVER_SET_BEFORE_MS;
        if (neverSet) {
            return Condition.NEVER_SET;
        }
        if (!clock.compared()) {
            return runs.size() > 1 ? Condition.STEPPED : Condition.NOT_COMPARED;
        }
        if (runs.size() > 1) {
            boolean begunUnset = runs.getFirst().wallMs() < NEVER_SET_BEFORE_MS;
            boolean once = runs.size() == 2;
            return begunUnset && once && small(off) ? Condition.SET_LATE : Condition.STEPPED;
        }
        if (small(off)) {
            return Math.abs(drift) > TOO_FAST_PPM ? Condition.DRIFTING : Condition.IN_ORDER;
        }
        return off < 0 ? Condition.BEHIND : Condition.AHEAD;
    }

    private static boolean small(long ms) {
        return Math.abs(ms) <= TOLERANCE_MS;
    }

    private static long off(BootClock clock, Run run) {
        return run.offsetMs() - offset(clock, run.untilMono());
    }

    /** The middle between the bounds, or the one there is: the upper one, for every sighting. */
    private static long offset(BootClock clock, long mono) {
        long most = clock.atMost(mono).orElseThrow();
        OptionalLong least = clock.atLeast(mono);
        return least.isPresent() ? least.getAsLong() + (most - least.getAsLong()) / 2 : most;
    }

    /** One sighting of each slot and offset is enough, whichever were kept. */
    private static List<Run> runs(Collection<Sighting> sightings) {
        List<Sighting> ordered = sightings.stream().sorted(Sighting.ORDER).toList();
        List<Run> runs = new ArrayList<>();
        for (Sighting one : ordered) {
            Run open = runs.isEmpty() ? null : runs.getLast();
            if (open != null && small(one.wallOffsetMs() - open.offsetMs())) {
                // Slewing is no step: the run goes on from where it has come to.
                runs.set(
                        runs.size() - 1,
                        new Run(open.fromMono(), one.monoMs(), one.wallOffsetMs(), one.wallMs()));
            } else {
                runs.add(new Run(one.monoMs(), one.monoMs(), one.wallOffsetMs(), one.wallMs()));
            }
        }
        return List.copyOf(runs);
    }

    private record Step(long byMs, long atMs) {}

    private static Step largest(BootClock clock, List<Run> runs) {
        Map<Long, Step> bySize = new TreeMap<>(Comparator.reverseOrder());
        for (int i = 1; i < runs.size(); i++) {
            long by = runs.get(i).offsetMs() - runs.get(i - 1).offsetMs();
            long mono = runs.get(i).fromMono();
            bySize.putIfAbsent(Math.abs(by), new Step(by, mono + offset(clock, mono)));
        }
        return bySize.isEmpty() ? new Step(0, 0) : bySize.values().iterator().next();
    }

    /** By the upper bounds at both ends: each is near the truth, as no report travels for long. */
    private static long drift(BootClock clock) {
        Sighting.Bound first = clock.uppers().getFirst();
        Sighting.Bound last = clock.uppers().getLast();
        long stretch = last.monoMs() - first.monoMs();
        if (stretch < DRIFT_SEEN_AFTER_MS || !clock.compared()) {
            return 0;
        }
        return Math.round((first.offsetMs() - last.offsetMs()) * 1e6 / stretch);
    }
}
