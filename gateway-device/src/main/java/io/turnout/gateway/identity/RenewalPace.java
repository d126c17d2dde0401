package io.turnout.gateway.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to ask for a new certificate: when the one in use is due, and when the broker is out of
 * reach at two looks in a row; never twice within ten minutes. Not thread-safe.
 */
final class RenewalPace {
    private static final Duration BETWEEN = Duration.ofMinutes(10);

    private Optional<Instant> asked = Optional.empty();
    private boolean wasOnline = true;

    /**
     * Looks once.
     *
     * @param now by a clock that nobody sets
     * @return whether to ask now; then it counts as asked
     */
    boolean isTime(boolean due, boolean online, Instant now) {
        boolean staysAway = !online && !wasOnline;
        wasOnline = online;
        boolean paused = asked.filter(then -> now.isBefore(then.plus(BETWEEN))).isPresent();
        boolean time = (due || staysAway) && !paused;
        if (time) {
            asked = Optional.of(now);
        }
        return time;
    }
}
