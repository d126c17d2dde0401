package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Presence.Interval;
import io.turnout.protocol.access.TimeReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What uncertain times mean for one attendee's presence. Each end of an interval is the best time
 * of a scan, or the schedule's; the scan's bounds move that end to and fro.
 */
final class UncertainTimes {
    private final Map<Instant, TimeReading> byBest = new HashMap<>();

    UncertainTimes(Collection<Evidence> evidence) {
        evidence.stream()
                .map(Evidence::time)
                .filter(time -> !time.earliest().equals(time.latest()))
                .forEach(time -> byBest.merge(time.best(), time, UncertainTimes::both));
    }

    private static TimeReading both(TimeReading a, TimeReading b) {
        return new TimeReading(
                a.best(),
                a.earliest().isBefore(b.earliest()) ? a.earliest() : b.earliest(),
                a.latest().isAfter(b.latest()) ? a.latest() : b.latest());
    }

    /** The bounds of a presence; empty where its length is as certain as can be. */
    Optional<PresenceBounds> bounds(Presence presence, Schedule schedule, FoldSettings of) {
        FoldSettings settings = schedule.own().orElse(of);
        List<Interval> shortest = new ArrayList<>();
        List<Interval> longest = new ArrayList<>();
        for (Interval interval : presence.intervals()) {
            TimeReading start = time(interval.start());
            TimeReading end = time(interval.end());
            longest.add(between(start.earliest(), end.latest(), interval));
            if (start.latest().isBefore(end.earliest())) {
                shortest.add(between(start.latest(), end.earliest(), interval));
            }
        }
        PresenceBounds bounds =
                new PresenceBounds(
                        Stay.covered(shortest, schedule, settings),
                        Stay.covered(longest, schedule, settings));
        return Optional.of(bounds)
                .filter(found ->
                        !found.least().equals(presence.present())
                                || !found.most().equals(presence.present()));
    }

    private static Interval between(Instant start, Instant end, Interval like) {
        return new Interval(start, like.opening(), end, like.closedBy(), like.closing());
    }

    /** A best time with its bounds. */
    TimeReading time(Instant best) {
        return byBest.getOrDefault(best, TimeReading.exact(best));
    }
}
