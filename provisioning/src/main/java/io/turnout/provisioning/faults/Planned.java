package io.turnout.provisioning.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One fault to come.
 *
 * @param gap after the beginning of the one before
 * @param length how long it lasts
 * @param pick seed of what it is done to
 */
record Planned(FaultKind kind, Duration gap, Duration length, long pick) {
    private static final int MEAN_GAP_MS = 1100;
    private static final int SHORTEST_MS = 200;
    private static final int LONGEST_MS = 3500;

    /**
     * A plan that is the same for the same seed: each kind once, then mixed as often as it should
     * be.
     */
    static List<Planned> plan(List<FaultKind> kinds, int runs, long seed) {
        Random random = new Random(seed);
        List<Planned> plan = new ArrayList<>();
        List<FaultKind> bag = new ArrayList<>(kinds);
        while (plan.size() < runs) {
            Collections.shuffle(bag, random);
            for (FaultKind kind : bag.subList(0, Math.min(bag.size(), runs - plan.size()))) {
                plan.add(next(kind, random));
            }
            bag.clear();
            kinds.forEach(kind -> bag.addAll(Collections.nCopies(kind.often(), kind)));
        }
        return plan;
    }

    private static Planned next(FaultKind kind, Random random) {
        double gap = Math.min(4, -Math.log(1 - random.nextDouble())) * MEAN_GAP_MS;
        return new Planned(
                kind,
                Duration.ofMillis((long) gap),
                Duration.ofMillis(random.nextInt(SHORTEST_MS, LONGEST_MS)),
                random.nextLong());
    }
}
