package io.turnout.hub.webhooks;

import java.time.Duration;
import java.util.List;

/**
 * How long to wait after failures: a little longer each time, and not all at the same moment.
 * Nothing is tried any more after {@link #GIVE_UP}.
 */
final class Backoff {
    /** A delivery that failed for so long is given up, and a webhook that did is stopped. */
    static final Duration GIVE_UP = Duration.ofDays(3);

    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofHours(4),
                    Duration.ofHours(8));
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final double SPREAD = 0.2;

    private Backoff() {}

    /**
     * Until a delivery is tried again.
     *
     * @param attempts that failed, from 1
     * @param random from 0 to 1
     */
    static Duration delay(int attempts, double random) {
        return spread(STEPS.get(Math.min(attempts, STEPS.size()) - 1), random);
    }

    /**
     * Until anything is sent again to an address that does not answer.
     *
     * @param failures in a row, from 1
     */
    static Duration rest(int failures, double random) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(failures - 1, 6));
        return spread(doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST, random);
    }

    private static Duration spread(Duration about, double random) {
        double factor = 1 - SPREAD + 2 * SPREAD * random;
        return Duration.ofMillis(Math.round(about.toMillis() * factor));
    }
}
