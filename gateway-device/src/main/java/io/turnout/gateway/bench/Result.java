package io.turnout.gateway.bench;

/**
 * One figure against its reference.
 *
 * @param ours median over the pairs
 * @param reference median over the pairs, or the limit itself
 * @param ratio median of the pairs' ratios
 * @param low lower end of the ratio's 95 % bootstrap interval
 * @param high its upper end
 * @param target the ratio is not to be above it
 */
record Result(
        String id,
        String name,
        double ours,
        double reference,
        String unit,
        double ratio,
        double low,
        double high,
        double target,
        boolean met) {
    static Result of(String id, String name, String unit, Pairs pairs, double target) {
        double ratio = pairs.ratio();
        Pairs.Interval interval = pairs.interval();
        return new Result(
                id,
                name,
                pairs.ours(),
                pairs.reference(),
                unit,
                ratio,
                interval.low(),
                interval.high(),
                target,
                ratio <= target);
    }
}
