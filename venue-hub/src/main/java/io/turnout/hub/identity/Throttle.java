package io.turnout.hub.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing: after a few failures of a name or an address, each further one doubles the wait.
 * An attempt counts as a failure from its beginning, so that a thousand at once are no way round.
 * Remembers a bounded number of them, the latest. Thread-safe.
 */
public final class Throttle {
    private static final int FREE = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration FORGET = Duration.ofMinutes(30);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<String, Failures> failures = new Bounded();

    public Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** How many there were, when the last one began, and when the one before it did. */
    private record Failures(int count, Instant last, Instant before) {
        Instant freeAt() {
            if (count < FREE) {
                return last;
            }
            int doublings = Math.min(count - FREE, 10);
            Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
            return last.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        }
    }

    /**
     * Begins an attempt, which counts as a failure until the opposite is said.
     *
     * @return how long this key has to wait first; zero where the attempt has begun
     */
    public synchronized Duration begin(String key) {
        Duration wait = wait(key);
        if (wait.isZero()) {
            failed(key);
        }
        return wait;
    }

    /** The attempt that began last was no failure; those before it still count. */
    public synchronized void takeBack(String key) {
        Failures known = failures.remove(key);
        if (known != null && known.count() > 1) {
            failures.put(key, new Failures(known.count() - 1, known.before(), known.before()));
        }
    }

    /** How long this key has to wait, zero for not at all. */
    synchronized Duration wait(String key) {
        Failures known = failures.get(key);
        Instant now = clock.instant();
        if (known == null || known.last().plus(FORGET).isBefore(now)) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, known.freeAt());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Counts a failure of this key. */
    synchronized void failed(String key) {
        Instant now = clock.instant();
        Failures known = failures.remove(key);
        if (known == null || known.last().plus(FORGET).isBefore(now)) {
            failures.put(key, new Failures(1, now, now));
        } else {
            failures.put(key, new Failures(known.count() + 1, now, known.last()));
        }
    }

    /** Forgets the failures of this key. */
    public synchronized void succeeded(String key) {
        failures.remove(key);
    }

    private static final class Bounded extends LinkedHashMap<String, Failures> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    }
}
