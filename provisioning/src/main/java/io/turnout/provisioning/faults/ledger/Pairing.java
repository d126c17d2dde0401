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
import java.util.stream.Collectors;

/**
 * Which of a unit's journals in the ledger is which at the hub. The ledger does not know how units
 * name their journals, so it goes by what is in them.
 */
final class Pairing {
    private static final String OUT_OF_ORDER = "out-of-order";

    private final HubRows rows;

    Pairing(HubRows rows) {
        this.rows = rows;
    }

    /**
     * One journal of one unit.
     *
     * @param epoch its name at the hub; empty where the hub has nothing of it
     * @param entries in the order of their answers
     * @param scans by number
     */
    record Pair(
            String unit, int journal, String epoch, List<Entry> entries, Map<Long, HubScan> scans) {
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
            Optional<String> epoch =
                    free.stream()
                            .filter(each ->
                                    agreeing(those, epochs.getOrDefault(each, Map.of())) > 0)
                            .max(
                                    Comparator.comparingLong(each ->
                                            agreeing(those, epochs.getOrDefault(each, Map.of()))));
            epoch.ifPresent(free::remove);
            pairs.add(pair(unit, journal, those, epoch, epochs));
        });
        return withUnclaimed(pairs, free, epochs, unit);
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

    private long agreeing(List<Entry> entries, Map<Long, HubScan> scans) {
        return entries.stream()
                .filter(entry -> {
                    HubScan scan = scans.get(entry.number());
                    return scan != null && agrees(entry, scan);
                })
                .count();
    }

    /** A unit without a list names no badge, but neither did it then in the ledger. */
    private boolean agrees(Entry entry, HubScan scan) {
        if (scan.state().equals(OUT_OF_ORDER)) {
            return entry.answer() instanceof Answer.Shown shown
                    && shown.state().equals(OUT_OF_ORDER);
        }
        return scan.badge().equals(rows.fingerprints().get(entry.badge()));
    }
}
