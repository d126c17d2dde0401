package io.turnout.protocol.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Measurements of ours and of a reference, one after the other, again and again. Not thread-safe.
 */
public final class Pairs {
    /** A median of fewer says little. */
    public static final int FEWEST = 9;

    private static final int RESAMPLES = 5000;
    private static final long SEED = 1;

    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(double ours, double reference) {
        double ratio() {
            return ours / reference;
        }
    }

    /** The ends of a 95 % interval. */
    public record Interval(double low, double high) {}

    /** Adds one measurement of each, in the same unit. */
    public void add(double ours, double reference) {
        pairs.add(new Pair(ours, reference));
    }

    /** The median of ours. */
    public double ours() {
        return median(pairs, Pair::ours);
    }

    /** The median of the reference. */
    public double reference() {
        return median(pairs, Pair::reference);
    }

    /** The median of the pairs' ratios. */
    public double ratio() {
        return median(pairs, Pair::ratio);
    }

    /** Where the median of the ratios would lie in 95 of 100 such runs. */
    public Interval interval() {
        Random random = new Random(SEED);
        double[] medians = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            List<Pair> drawn = new ArrayList<>();
            for (int j = 0; j < pairs.size(); j++) {
                drawn.add(pairs.get(random.nextInt(pairs.size())));
            }
            medians[i] = median(drawn, Pair::ratio);
        }
        Arrays.sort(medians);
        return new Interval(medians[RESAMPLES / 40], medians[RESAMPLES - 1 - RESAMPLES / 40]);
    }

    private static double median(List<Pair> pairs, ToDoubleFunction<Pair> what) {
        double[] sorted = pairs.stream().mapToDouble(what).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The value that so many of 100 do not exceed; sorts in place. */
    public static double percentile(long[] samples, int percent) {
        Arrays.sort(samples);
        return samples[Math.min(samples.length - 1, samples.length * percent / 100)];
    }
}
