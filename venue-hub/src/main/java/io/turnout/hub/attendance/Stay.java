package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Attended.Anomaly.DoubleUse;
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
    private final Optional<Material.Fixed> fixed;
    private final List<Interval> closed = new ArrayList<>();
    private Optional<Evidence> opened = Optional.empty();
    private Optional<Evidence> first = Optional.empty();
    private Optional<Evidence> last = Optional.empty();
    private int ins;
    private int outs;
    private boolean walkIn;

    Stay(Schedule schedule) {
        this.schedule = schedule;
        this.fixed = Optional.empty();
    }

    /** One whose times a correction has set. */
    Stay(Schedule schedule, Material.Fixed fixed) {
        this.schedule = schedule;
        this.fixed = Optional.of(fixed);
        this.ins = fixed.spans().size();
        this.outs = ins;
    }

    /** Whether a correction has said what was here later than this was said. */
    boolean isOverruled(Evidence scan) {
        return fixed.filter(set -> scan.correction() < set.correction()).isPresent();
    }

    private boolean isSet(Evidence scan) {
        return fixed.filter(set -> scan.correction() == set.correction()).isPresent();
    }

    Schedule schedule() {
        return schedule;
    }

    boolean isOpen() {
        return opened.isPresent();
    }

    Instant openedAt() {
        return opened.map(Evidence::at).orElse(Instant.MIN);
    }

    /** The last entry that had an effect, or was read while inside. */
    Optional<Evidence> lastEntry() {
        return last;
    }

    /**
     * Whether an entry uses the session twice: let in again where that is not allowed, or given a
     * second seat by another door that could not know of the first.
     */
    Optional<DoubleUse> again(Evidence scan) {
        Optional<Evidence> opened = this.opened.filter(in -> !in.isSaid());
        Optional<Evidence> first = this.first.filter(in -> !in.isSaid());
        return switch (schedule.reEntry()) {
            case FREE ->
                    opened.filter(in -> schedule.limited() && twoSeats(in, scan))
                            .map(in -> new DoubleUse(DoubleUse.Kind.ENTERED_TWICE, in, scan));
            case AFTER_EXIT ->
                    opened.map(in -> new DoubleUse(DoubleUse.Kind.ENTERED_TWICE, in, scan));
            case ONCE ->
                    first.map(in ->
                            new DoubleUse(
                                    isOpen()
                                            ? DoubleUse.Kind.ENTERED_TWICE
                                            : DoubleUse.Kind.USED_AGAIN,
                                    in,
                                    scan));
        };
    }

    private static boolean twoSeats(Evidence in, Evidence scan) {
        return in.takesSeat()
                && scan.takesSeat()
                && !in.name().unit().equals(scan.name().unit())
                && !(in.online() && scan.online());
    }

    /** An entry was read that has no effect. */
    void countEntry() {
        ins++;
    }

    /** Another entry while inside is kept, without effect. */
    void enter(Evidence scan) {
        if (isSet(scan)) {
            return; // it is among the times that were set
        }
        ins++;
        walkIn |= scan.walkIn();
        last = Optional.of(scan);
        if (opened.isEmpty()) {
            opened = last;
        }
        if (first.isEmpty()) {
            first = last;
        }
    }

    /** It was reported after the session: a moment without length, where nothing else is known. */
    void report(Evidence scan) {
        ins++;
        walkIn |= scan.walkIn();
        if (first.isEmpty()) {
            first = Optional.of(scan);
            closed.add(byPolicy(scan, scan.at(), ClosedBy.NO_TIME));
        }
    }

    void countExit() {
        outs++;
    }

    /** Whether there was something to close. */
    boolean closeIfOpen(Evidence scan, ClosedBy by) {
        opened.ifPresent(start ->
                closed.add(
                        new Interval(
                                start.at(),
                                start.name(),
                                scan.at(),
                                by,
                                Optional.of(scan.name()))));
        boolean wasOpen = opened.isPresent();
        opened = Optional.empty();
        return wasOpen;
    }

    Presence presence(FoldSettings settings) {
        List<Interval> intervals = new ArrayList<>(closed);
        fixed.ifPresent(set -> set.spans().forEach(span -> intervals.add(interval(span))));
        intervals.sort(Comparator.comparing(Interval::start));
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

    private static Interval interval(Material.Span span) {
        return new Interval(
                span.start(),
                span.opening(),
                span.end(),
                ClosedBy.EXIT,
                Optional.of(span.closing()));
    }

    private Interval closedByPolicy(Evidence in, FoldSettings settings) {
        Instant start = in.at();
        return switch (settings.stillOpen()) {
            case SESSION_END -> byPolicy(in, later(start, schedule.end()), ClosedBy.SESSION_END);
            case LAST_SEEN ->
                    byPolicy(in, last.map(Evidence::at).orElse(start), ClosedBy.LAST_SEEN);
            case NO_TIME -> byPolicy(in, start, ClosedBy.NO_TIME);
        };
    }

    private static Interval byPolicy(Evidence in, Instant end, ClosedBy policy) {
        return new Interval(in.at(), in.name(), end, policy, Optional.empty());
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
