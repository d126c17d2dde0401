package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Presence.ClosedBy;
import io.turnout.hub.attendance.Presence.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One attendee in one session while the fold goes through the scans. */
final class Stay {
    private final Schedule schedule;
    private final List<Interval> closed = new ArrayList<>();
    private Optional<Instant> opened = Optional.empty();
    private Instant lastSeen = Instant.MIN;
    private int ins;
    private int outs;
    private boolean walkIn;

    Stay(Schedule schedule) {
        this.schedule = schedule;
    }

    Schedule schedule() {
        return schedule;
    }

    boolean isOpen() {
        return opened.isPresent();
    }

    Instant openedAt() {
        return opened.orElse(Instant.MIN);
    }

    /** Another entry while inside is kept, without effect. */
    void enter(Evidence scan) {
        ins++;
        walkIn |= scan.walkIn();
        lastSeen = scan.at();
        if (opened.isEmpty()) {
            opened = Optional.of(scan.at());
        }
    }

    void countExit() {
        outs++;
    }

    /** Whether there was something to close. */
    boolean closeIfOpen(Instant at, ClosedBy by) {
        opened.ifPresent(start -> closed.add(new Interval(start, at, by)));
        boolean wasOpen = opened.isPresent();
        opened = Optional.empty();
        return wasOpen;
    }

    Presence presence(FoldSettings settings) {
        List<Interval> intervals = new ArrayList<>(closed);
        opened.ifPresent(start -> intervals.add(closedByPolicy(start, settings)));
        return new Presence(
                schedule.id(),
                intervals,
                opened.isPresent(),
                covered(intervals, schedule, settings),
                ins,
                outs,
                walkIn);
    }

    private Interval closedByPolicy(Instant start, FoldSettings settings) {
        return switch (settings.stillOpen()) {
            case SESSION_END ->
                    new Interval(start, later(start, schedule.end()), ClosedBy.SESSION_END);
            case LAST_SEEN -> new Interval(start, later(start, lastSeen), ClosedBy.LAST_SEEN);
            case NO_TIME -> new Interval(start, start, ClosedBy.NO_TIME);
        };
    }

    /** The time covered by at least one interval, within the session and its grace. */
    static Duration covered(List<Interval> intervals, Schedule schedule, FoldSettings settings) {
        Instant from = schedule.start().minus(settings.graceBefore());
        Instant to = schedule.end().plus(settings.graceAfter());
        Duration covered = Duration.ZERO;
        Instant reached = from;
        for (Interval interval :
                intervals.stream().sorted(Comparator.comparing(Interval::start)).toList()) {
            Instant start = later(interval.start(), reached);
            Instant end = interval.end().isBefore(to) ? interval.end() : to;
            if (start.isBefore(end)) {
                covered = covered.plus(Duration.between(start, end));
                reached = end;
            }
        }
        return covered;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
