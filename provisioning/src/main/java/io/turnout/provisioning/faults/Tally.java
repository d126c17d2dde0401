package io.turnout.provisioning.faults;

import io.turnout.provisioning.faults.ledger.Finding;
import io.turnout.provisioning.faults.ledger.Finding.Kind;
import io.turnout.provisioning.faults.ledger.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was found. A group's findings count against each kind of fault in it: which one it was is
 * for a person to find out. Not thread-safe.
 */
final class Tally {
    private final Map<FaultKind, Integer> runs = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Integer> idle = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Map<Kind, Integer>> byKind = new EnumMap<>(FaultKind.class);
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Set<String> accounted = new LinkedHashSet<>();
    private int most;
    private Optional<Times.Result> times = Optional.empty();

    /** A fault is over. */
    synchronized void ran(FaultKind kind, boolean hadEffect) {
        (hadEffect ? runs : idle).merge(kind, 1, Integer::sum);
    }

    /** New findings after a group of faults; returns those not known before. */
    synchronized List<Finding> found(Collection<FaultKind> group, List<Finding> all) {
        List<Finding> fresh = new ArrayList<>();
        for (Finding finding : all) {
            if (findings.add(finding)) {
                fresh.add(finding);
                Set.copyOf(group)
                        .forEach(kind ->
                                byKind.computeIfAbsent(kind, _ -> new EnumMap<>(Kind.class))
                                        .merge(finding.kind(), 1, Integer::sum));
            }
        }
        return fresh;
    }

    synchronized void accounted(List<String> scans) {
        accounted.addAll(scans);
    }

    /** How many were in the room with a capacity at most. */
    synchronized void inside(int people) {
        most = Math.max(most, people);
    }

    synchronized int runs(FaultKind kind) {
        return runs.getOrDefault(kind, 0);
    }

    /** How many faults did anything. */
    synchronized int runs() {
        return runs.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many could not do anything, and are not counted. */
    synchronized int idle() {
        return idle.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int count(FaultKind kind, Kind what) {
        return byKind.getOrDefault(kind, Map.of()).getOrDefault(what, 0);
    }

    /** Each finding once, whichever faults there were. */
    synchronized int count(Kind what) {
        return (int) findings.stream().filter(finding -> finding.kind() == what).count();
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Scans that went with a journal before the hub had them. */
    synchronized List<String> accounted() {
        return List.copyOf(accounted);
    }

    /** The newest look at all times. */
    synchronized void times(Times.Result newest) {
        times = Optional.of(newest);
    }

    /** In words. */
    synchronized String times() {
        return times.map(all ->
                        "%,d times checked, at most %d ms from when it was, told to within %d ms"
                                .formatted(
                                        all.checked(),
                                        all.farthest().toMillis(),
                                        all.widest().toMillis()))
                .orElse("no times checked");
    }

    synchronized int mostInside() {
        return most;
    }
}
