package io.turnout.provisioning.bench;

/**
 * One figure of the bench, measured against its reference in the same run.
 *
 * @param id of the target, such as {@code G2}
 * @param ours median of ours, in {@code unit}
 * @param reference median of the reference, in {@code unit}
 * @param ratio median of the pair ratios ours ÷ reference
 * @param low lower bound of the ratio's 95 % bootstrap interval
 * @param high its upper bound
 * @param target what is to be reached, in words
 * @param met whether it is
 */
public record Figure(
        String id,
        String name,
        double ours,
        double reference,
        String unit,
        double ratio,
        double low,
        double high,
        String target,
        boolean met) {}
