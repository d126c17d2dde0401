package io.turnout.protocol.seats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How seats are divided among the doors that can be reached. A pure function. */
final class Shares {
    /** So much of the free seats is divided evenly: nobody finds a door dry that is merely idle. */
    private static final int EVEN = 4;

    private Shares() {}

    /** A door: who is inside by it, and how many came lately. */
    record Need(int inside, double demand) {}

    /**
     * How many may be inside by each door at most. The sum is never above what is there; it is all
     * of it, unless there are no doors.
     *
     * @param there seats that these doors may have together, those taken included; not negative
     */
    static int[] of(int there, List<Need> needs) {
        int inside = needs.stream().mapToInt(Need::inside).sum();
        double[] byInside = needs.stream().mapToDouble(Need::inside).toArray();
        if (inside >= there) {
            return divide(there, byInside);
        }
        int free = there - inside;
        double[] evenly = new double[needs.size()];
        Arrays.fill(evenly, 1);
        double[] byDemand = needs.stream().mapToDouble(need -> need.demand() + 0.01).toArray();
        int[] even = divide(free / EVEN, evenly);
        int[] busy = divide(free - free / EVEN, byDemand);
        int[] targets = new int[needs.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = needs.get(i).inside() + even[i] + busy[i];
        }
        return targets;
    }

    /** By largest remainder; what is left goes to the first of equals. */
    private static int[] divide(int whole, double[] weights) {
        double sum = Arrays.stream(weights).sum();
        int[] parts = new int[weights.length];
        double[] rest = new double[weights.length];
        int given = 0;
        for (int i = 0; i < weights.length; i++) {
            double part = sum > 0 ? whole * weights[i] / sum : 0;
            parts[i] = (int) part;
            rest[i] = part - parts[i];
            given += parts[i];
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            places.add(i);
        }
        places.sort(Comparator.comparingDouble(place -> -rest[place]));
        for (int i = 0; i < places.size() && given < whole && sum > 0; i++) {
            parts[places.get(i)]++;
            given++;
        }
        return parts;
    }
}
