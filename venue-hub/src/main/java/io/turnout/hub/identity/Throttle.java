package io.turnout.hub.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing: after a few failures of a name or an address, each further one doubles the wait.
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

    private record Failures(int count, Instant last) {
        Instant freeAt() {
            if (count < FREE) {
                return last;
            }
            int doublings = Math.min(count - FREE, 10);
            Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
            return last.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        }
    }

    /** How long this key has to wait, zero for not at all. */
    public synchronized Duration wait(String key) {
        Failures known = failures.get(key);
        Instant now = clock.instant();
        if (known == null || known.last().plus(FORGET).isBefore(now)) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, known.freeAt());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Counts a failure of this key. */
    public synchronized void failed(String key) {
        Instant now = clock.instant();
        Failures known = failures.remove(key);
        int before = known == null || known.last().plus(FORGET).isBefore(now) ? 0 : known.count();
        failures.put(key, new Failures(before + 1, now));
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
