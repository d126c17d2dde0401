package io.turnout.hub.clock;

import io.turnout.hub.clock.Sighting.Bound;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What is known of the difference between venue time and one boot's monotonic clock. A function of
 * the set of sightings: neither their order nor repeats change it.
 *
 * @param uppers the best upper bound of each slot
 * @param lowers the best lower bound of each slot
 */
record BootClock(List<Bound> uppers, List<Bound> lowers) {
    BootClock {
        uppers = List.copyOf(uppers);
        lowers = List.copyOf(lowers);
    }

    static BootClock of(Collection<Sighting> sightings) {
        Map<Long, Bound> uppers = new TreeMap<>();
        Map<Long, Bound> lowers = new TreeMap<>();
        Comparator<Bound> highest =
                Comparator.comparingLong(Bound::offsetMs)
                        .reversed()
                        .thenComparingLong(Bound::monoMs);
        for (Sighting sighting : sightings) {
            keep(uppers, sighting.upper(), Bound.ORDER);
            sighting.heard().ifPresent(heard -> keep(lowers, heard, highest));
        }
        return new BootClock(List.copyOf(uppers.values()), List.copyOf(lowers.values()));
    }

    private static void keep(Map<Long, Bound> best, Bound bound, Comparator<Bound> better) {
        best.merge(bound.slot(), bound, (a, b) -> better.compare(a, b) <= 0 ? a : b);
    }

    /** Whether the unit heard the hub's time in this boot, so that its offset has both bounds. */
    boolean compared() {
        return !lowers.isEmpty();
    }

    /** The least that venue time minus monotonic clock can be; empty where nothing is known. */
    OptionalLong atLeast(long mono) {
        return lowers.stream().mapToLong(b -> b.offsetMs() - b.drift(mono)).max();
    }

    /** The most that it can be. */
    OptionalLong atMost(long mono) {
        return uppers.stream().mapToLong(b -> b.offsetMs() + b.drift(mono)).min();
    }

    /** The same with what is known from other boots of the same journal. */
    BootClock with(Collection<Bound> moreUppers, Collection<Bound> moreLowers) {
        return new BootClock(joined(uppers, moreUppers), joined(lowers, moreLowers));
    }

    private static List<Bound> joined(List<Bound> bounds, Collection<Bound> more) {
        return java.util.stream.Stream.concat(bounds.stream(), more.stream()).toList();
    }
}
