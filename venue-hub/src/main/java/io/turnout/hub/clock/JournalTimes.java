package io.turnout.hub.clock;

import io.turnout.hub.clock.BestTime.Said;
import io.turnout.hub.clock.Sighting.Bound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The best times of one journal's scans. A function of the scans and sightings: numbers ascend, so
 * a boot that was never compared with the hub's time lies between its neighbours.
 */
final class JournalTimes {
    private JournalTimes() {}

    /** The scans of one boot, not empty, ascending by number, and what is known of its clock. */
    record BootScans(BootClock clock, List<Said> scans) {
        BootScans {
            scans = List.copyOf(scans);
        }

        /** No scan of the next boot was before it. */
        OptionalLong startsAfter() {
            long mono = scans.getLast().monoMs();
            OptionalLong least = clock.atLeast(mono);
            return least.isPresent()
                    ? OptionalLong.of(mono + least.getAsLong())
                    : believed(Comparator.naturalOrder());
        }

        /** Every scan of the boot before was before it. */
        long endsBefore() {
            long received = scans.stream().mapToLong(Said::receivedMs).min().orElseThrow();
            long mono = scans.getFirst().monoMs();
            OptionalLong most = clock.atMost(mono);
            return most.isPresent() ? Math.min(received, mono + most.getAsLong()) : received;
        }

        /** What network time said, where the hub never could. */
        private OptionalLong believed(Comparator<Long> order) {
            return scans.stream()
                    .filter(Said::synced)
                    .filter(said -> said.wallMs() <= said.receivedMs() + BestTime.AGREEMENT_MS)
                    .map(said -> Math.min(said.wallMs(), said.receivedMs()))
                    .max(order)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        }
    }

    /**
     * The times by number.
     *
     * @param boots of the journal, in the order of their numbers
     * @param sinceMs no scan was before, such as when there was no Turnout yet
     */
    static Map<Long, BestTime> of(List<BootScans> boots, long sinceMs) {
        List<BootClock> clocks = clocks(boots, sinceMs);
        Map<Long, BestTime> times = new HashMap<>();
        for (int i = 0; i < boots.size(); i++) {
            for (Said said : boots.get(i).scans()) {
                times.put(said.number(), BestTime.of(said, clocks.get(i), sinceMs));
            }
        }
        return times;
    }

    /** Each boot's clock, with what its neighbours tell of it where it was never compared. */
    private static List<BootClock> clocks(List<BootScans> boots, long sinceMs) {
        long[] until = new long[boots.size()];
        long next = Long.MAX_VALUE;
        for (int i = boots.size() - 1; i >= 0; i--) {
            until[i] = next;
            next = Math.min(next, boots.get(i).endsBefore());
        }
        List<BootClock> clocks = new ArrayList<>();
        long since = sinceMs;
        for (int i = 0; i < boots.size(); i++) {
            BootScans boot = boots.get(i);
            clocks.add(
                    boot.clock().compared()
                            ? boot.clock()
                            : between(boot, since, sinceMs, until[i]));
            since = Math.max(since, boot.startsAfter().orElse(since));
        }
        return clocks;
    }

    private static BootClock between(BootScans boot, long since, long known, long until) {
        long first = boot.scans().getFirst().monoMs();
        long last = boot.scans().getLast().monoMs();
        List<Bound> lowers = since > known ? List.of(new Bound(since - first, first)) : List.of();
        List<Bound> uppers =
                until < Long.MAX_VALUE ? List.of(new Bound(until - last, last)) : List.of();
        return boot.clock().with(uppers, lowers);
    }
}
