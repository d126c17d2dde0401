package io.turnout.provisioning.faults.ledger;

import io.turnout.provisioning.faults.ledger.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many are surely in a room, from what its doors showed. An entry counts from when it was seen,
 * an exit from when it was presented: so it never says more than there were.
 */
public final class Occupancy {
    private Occupancy() {}

    /**
     * What a room holds from a moment on.
     *
     * @param seats never less than before
     */
    public record Capacity(long nanos, int seats) {}

    private record Step(long nanos, String badge, boolean in) {}

    /**
     * How full it got.
     *
     * @param finding where that was too full
     */
    public record Result(int most, Optional<Finding> finding) {}

    /**
     * Goes through a room's day.
     *
     * @param entries of its doors
     * @param found the scans of those whose answer was lost
     * @param capacities oldest first
     */
    public static Result of(
            List<Entry> entries, Map<Entry, HubScan> found, List<Capacity> capacities) {
        Set<String> inside = new HashSet<>();
        int most = 0;
        Optional<Finding> worst = Optional.empty();
        for (Step step : steps(entries, found)) {
            if (!step.in()) {
                inside.remove(step.badge());
            } else if (inside.add(step.badge())) {
                most = Math.max(most, inside.size());
                int seats = at(capacities, step.nanos());
                if (inside.size() > seats && worst.isEmpty()) {
                    worst = Optional.of(new Finding(Kind.OVER_CAPACITY, say(inside, seats, step)));
                }
            }
        }
        return new Result(most, worst);
    }

    private static String say(Set<String> inside, int seats, Step step) {
        return inside.size() + " in a room for " + seats + " with the entry at " + step.nanos();
    }

    private static int at(List<Capacity> capacities, long nanos) {
        return capacities.stream()
                .filter(each -> each.nanos() <= nanos)
                .mapToInt(Capacity::seats)
                .max()
                .orElse(0);
    }

    private static List<Step> steps(List<Entry> entries, Map<Entry, HubScan> found) {
        List<Step> steps = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry.answer()) {
                case Answer.Shown shown when shown.number().isPresent() ->
                        add(steps, entry, shown.state());
                case Answer.Shown _ -> {
                    // A former verdict again: nobody went in or out by it.
                }
                case Answer.Lost() -> {
                    // When an entry without an answer came about is not known: left out.
                    HubScan scan = found.get(entry);
                    if (scan != null && scan.state().equals("out")) {
                        add(steps, entry, "out");
                    }
                }
            }
        }
        steps.sort(Comparator.comparingLong(Step::nanos));
        return steps;
    }

    private static void add(List<Step> steps, Entry entry, String state) {
        if (state.equals("in")) {
            steps.add(new Step(entry.answeredNanos(), entry.badge(), true));
        } else if (state.equals("out")) {
            steps.add(new Step(entry.sentNanos(), entry.badge(), false));
        }
    }
}
