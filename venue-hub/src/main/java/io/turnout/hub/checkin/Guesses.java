package io.turnout.hub.checkin;

import io.turnout.hub.identity.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing without locking out a room. Who guesses at one person waits longer and longer; an
 * address, behind which a whole room may be, may be wrong often and is slowed to one wrong answer a
 * second only then. Remembers a bounded number of both. Thread-safe.
 */
final class Guesses {
    /** So many of a room mistype in a break. */
    private static final int FREE_OF_ADDRESS = 300;

    private static final Duration ONE_MORE = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Throttle people;
    private final Map<String, Used> addresses = new Bounded();

    Guesses(InstantSource clock) {
        this.clock = clock;
        this.people = new Throttle(clock);
    }

    /** Wrong answers that count still, at a time. */
    private record Used(double count, Instant at) {
        double now(Instant now) {
            double gone = (double) Duration.between(at, now).toMillis() / ONE_MORE.toMillis();
            return Math.max(0, count - Math.max(0, gone));
        }
    }

    /** How long to wait before the next try, zero for not at all. */
    synchronized Duration wait(String person, String address) {
        Duration alone = people.wait(person);
        Used used = addresses.get(address);
        boolean spent = used != null && used.now(clock.instant()) >= FREE_OF_ADDRESS;
        Duration together = spent ? ONE_MORE : Duration.ZERO;
        return alone.compareTo(together) > 0 ? alone : together;
    }

    synchronized void wrong(String person, String address) {
        people.failed(person);
        Instant now = clock.instant();
        Used used = addresses.remove(address);
        addresses.put(address, new Used(used == null ? 1 : used.now(now) + 1, now));
    }

    /** It was right: the person was nobody's guess. */
    synchronized void right(String person) {
        people.succeeded(person);
    }

    private static final class Bounded extends LinkedHashMap<String, Used> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Used> eldest) {
            return size() > MOST;
        }
    }
}
