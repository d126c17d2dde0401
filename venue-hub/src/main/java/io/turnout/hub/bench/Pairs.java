package io.turnout.hub.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Measurements of ours and the reference in turn.
 *
 * @param ours per second, by pair
 * @param reference per second, by pair
 */
record Pairs(List<Double> ours, List<Double> reference) {
    private static final int RESAMPLES = 10_000;
    private static final double TAIL = 0.025;
    private static final long SEED = 7;

    Pairs {
        ours = List.copyOf(ours);
        reference = List.copyOf(reference);
    }

    /**
     * The ratio of ours to the reference.
     *
     * @param median of the pairs' ratios
     * @param low the lower end of its 95 % bootstrap interval
     * @param high the upper end
     */
    record Ratio(double median, double low, double high) {}

    Ratio ratio() {
        List<Double> ratios =
                IntStream.range(0, ours.size())
                        .mapToObj(i -> ours.get(i) / reference.get(i))
                        .toList();
        Random random = new Random(SEED);
        List<Double> medians =
                DoubleStream.generate(() -> median(resampled(ratios, random)))
                        .limit(RESAMPLES)
                        .sorted()
                        .boxed()
                        .toList();
        return new Ratio(
                median(ratios),
                medians.get((int) (RESAMPLES * TAIL)),
                medians.get((int) (RESAMPLES * (1 - TAIL)) - 1));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static List<Double> resampled(List<Double> values, Random random) {
        return random.ints(values.size(), 0, values.size()).mapToObj(values::get).toList();
    }
}
