package io.turnout.hub.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many were inside when, in steps of equal length, and for how long each.
 *
 * @param fromMs when the doors open
 * @param toMs when the session ends
 * @param stepMs the length of a step
 * @param steps those begun, the first first
 * @param insideMs for how long each attendee was inside between start and end, so far
 */
public record Occupancy(
        long fromMs, long toMs, long stepMs, List<Step> steps, Map<Long, Long> insideMs) {
    private static final int MOST_STEPS = 40;
    private static final long[] STEP_MINUTES = {1, 2, 5, 10, 15, 30, 60, 120, 240};

    public Occupancy {
        steps = List.copyOf(steps);
        insideMs = Map.copyOf(insideMs);
    }

    /**
     * A step.
     *
     * @param toMs its end, or now where it has not ended
     * @param inside at its end
     */
    public record Step(long fromMs, long toMs, int ins, int outs, int inside) {}

    /** The times of a session: doors open, start, end, and now. */
    record Times(long opensMs, long startMs, long endMs, long nowMs) {
        long untilMs() {
            return Math.min(nowMs, endMs);
        }
    }

    private record Interval(long attendee, long fromMs, long toMs, boolean open) {}

    /** Adds up the times that people were inside; who was not seen leaving is inside until now. */
    static Occupancy of(List<Visit> visits, Times times) {
        List<Interval> intervals = visits.stream().map(visit -> interval(visit, times)).toList();
        long step = step(times.endMs() - times.opensMs());
        long from = Math.floorDiv(times.opensMs(), step) * step;
        return new Occupancy(
                from,
                times.endMs(),
                step,
                steps(intervals, from, step, times),
                inside(intervals, times));
    }

    /** The most that were inside at the end of a step. */
    public int peak() {
        return steps.stream().mapToInt(Step::inside).max().orElse(0);
    }

    private static Interval interval(Visit visit, Times times) {
        long until = visit.open() ? Math.max(visit.inMs(), times.untilMs()) : visit.outMs();
        return new Interval(visit.attendee(), visit.inMs(), until, visit.open());
    }

    private static List<Step> steps(List<Interval> all, long from, long step, Times times) {
        int count = (int) Math.max(0, Math.ceilDiv(times.untilMs() - from, step));
        int[] ins = new int[count];
        int[] outs = new int[count];
        for (Interval interval : all) {
            int entered = place(interval.fromMs(), from, step);
            int left = place(interval.toMs(), from, step);
            if (entered < count) {
                ins[entered]++;
            }
            if (!interval.open() && left < count) {
                outs[left]++;
            }
        }
        List<Step> steps = new ArrayList<>();
        int inside = 0;
        for (int i = 0; i < count; i++) {
            inside += ins[i] - outs[i];
            long end = Math.min(from + (i + 1) * step, times.untilMs());
            steps.add(new Step(from + i * step, end, ins[i], outs[i], inside));
        }
        return steps;
    }

    /** The step of a time; what was before the first counts as in the first. */
    private static int place(long ms, long from, long step) {
        return (int) Math.max(0, Math.floorDiv(ms - from, step));
    }

    private static Map<Long, Long> inside(List<Interval> intervals, Times times) {
        Map<Long, Long> sums = new HashMap<>();
        for (Interval interval : intervals) {
            long from = Math.max(interval.fromMs(), times.startMs());
            long to = Math.min(interval.toMs(), times.endMs());
            sums.merge(interval.attendee(), Math.max(0, to - from), Long::sum);
        }
        return sums;
    }

    private static long step(long lengthMs) {
        for (long minutes : STEP_MINUTES) {
            if (lengthMs / (minutes * 60_000) < MOST_STEPS) {
                return minutes * 60_000;
            }
        }
        return Math.ceilDiv(lengthMs, MOST_STEPS);
    }
}
