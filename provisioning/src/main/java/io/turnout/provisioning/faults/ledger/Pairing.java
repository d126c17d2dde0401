package io.turnout.provisioning.faults.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Which of a unit's journals in the ledger is which at the hub. The ledger does not know how units
 * name their journals, so it goes by when what is in them was made.
 */
final class Pairing {
    private static final long NEAR_MS = 1_000;

    private final HubRows rows;
    private final Set<Integer> damaged;

    /**
     * For one unit.
     *
     * @param damaged the ledger's journals after which the unit may have gone on in the same one
     */
    Pairing(HubRows rows, Set<Integer> damaged) {
        this.rows = rows;
        this.damaged = Set.copyOf(damaged);
    }

    /**
     * One journal of one unit.
     *
     * @param journal the last one of the ledger that went into it
     * @param epoch its name at the hub; empty where the hub has nothing of it
     * @param entries in the order of their answers
     * @param scans by number
     */
    record Pair(
            String unit, int journal, String epoch, List<Entry> entries, Map<Long, HubScan> scans) {
        /** The same journal, gone on with after a damage. */
        Pair with(int next, List<Entry> more) {
            List<Entry> all = new ArrayList<>(entries);
            all.addAll(more);
            return new Pair(unit, next, epoch, all, scans);
        }

        private long last() {
            return entries.stream().mapToLong(Entry::number).max().orElse(0);
        }

        String at(long number) {
            return unit + " journal " + journal + " number " + number;
        }
    }

    /** All journals of one unit, in the order of their lives; of the hub alone last. */
    List<Pair> of(String unit, List<Entry> entries) {
        Map<Integer, List<Entry>> journals =
                entries.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Entry::journal, TreeMap::new, Collectors.toList()));
        Map<String, Map<Long, HubScan>> epochs = epochs(unit);
        Set<String> free = new LinkedHashSet<>(epochs.keySet());
        List<Pair> pairs = new ArrayList<>();
        journals.forEach((journal, those) -> {
            Optional<String> epoch = best(free, those, epochs);
            if (!pairs.isEmpty() && goesOn(pairs.getLast(), those, epoch, epochs)) {
                pairs.addLast(pairs.removeLast().with(journal, those));
            } else {
                epoch.ifPresent(free::remove);
                pairs.add(pair(unit, journal, those, epoch, epochs));
            }
        });
        return withUnclaimed(pairs, free, epochs, unit);
    }

    private Optional<String> best(
            Set<String> free, List<Entry> entries, Map<String, Map<Long, HubScan>> epochs) {
        return free.stream()
                .filter(each -> agreeing(entries, epochs.getOrDefault(each, Map.of())) > 0)
                .max(
                        Comparator.comparingLong(
                                each -> agreeing(entries, epochs.getOrDefault(each, Map.of()))));
    }

    /**
     * Whether what was recorded after a damage is in the same journal as what was before: the
     * numbers go on, and its scans fit better than those of any other one. Where the hub has none
     * of them, because the journal lost them and the hub what it had of it, no other one fits.
     */
    private boolean goesOn(
            Pair before,
            List<Entry> after,
            Optional<String> other,
            Map<String, Map<Long, HubScan>> epochs) {
        if (!damaged.contains(before.journal())) {
            return false;
        }
        long first =
                after.stream().mapToLong(Entry::number).filter(n -> n > 0).findFirst().orElse(0);
        long elsewhere =
                other.map(each -> agreeing(after, epochs.getOrDefault(each, Map.of()))).orElse(0L);
        boolean silent = first == 0 && other.isEmpty();
        long here = agreeing(after, before.scans());
        boolean fits = here > elsewhere || (here == 0 && other.isEmpty());
        return silent || (first > before.last() && fits);
    }

    private static List<Pair> withUnclaimed(
            List<Pair> pairs,
            Set<String> free,
            Map<String, Map<Long, HubScan>> epochs,
            String unit) {
        List<Pair> all = new ArrayList<>(pairs);
        for (String epoch : free) {
            Optional<Pair> silent = all.stream().filter(p -> p.epoch().isEmpty()).findFirst();
            if (silent.isPresent()) {
                Pair found = silent.get();
                all.set(
                        all.indexOf(found),
                        pair(unit, found.journal(), found.entries(), Optional.of(epoch), epochs));
            } else {
                all.add(pair(unit, -1, List.of(), Optional.of(epoch), epochs));
            }
        }
        return all;
    }

    private static Pair pair(
            String unit,
            int journal,
            List<Entry> entries,
            Optional<String> epoch,
            Map<String, Map<Long, HubScan>> epochs) {
        return new Pair(
                unit,
                journal,
                epoch.orElse(""),
                entries,
                epoch.map(each -> epochs.getOrDefault(each, Map.of())).orElse(Map.of()));
    }

    private Map<String, Map<Long, HubScan>> epochs(String unit) {
        Map<String, Map<Long, HubScan>> epochs = new HashMap<>();
        for (HubScan scan : rows.scans()) {
            if (scan.unit().equals(unit)) {
                epochs.computeIfAbsent(scan.epoch(), _ -> new TreeMap<>()).put(scan.number(), scan);
            }
        }
        return epochs;
    }

    private static long agreeing(List<Entry> entries, Map<Long, HubScan> scans) {
        return entries.stream()
                .filter(entry -> {
                    HubScan scan = scans.get(entry.number());
                    return scan != null && agrees(entry, scan);
                })
                .count();
    }

    /** Made while it was presented: all clocks that never step are this machine's. */
    private static boolean agrees(Entry entry, HubScan scan) {
        long at = scan.monotonicMillis();
        return at >= TimeUnit.NANOSECONDS.toMillis(entry.sentNanos()) - NEAR_MS
                && at <= TimeUnit.NANOSECONDS.toMillis(entry.answeredNanos()) + NEAR_MS;
    }
}
