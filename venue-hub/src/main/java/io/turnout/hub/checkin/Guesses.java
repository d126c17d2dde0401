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
 * second only then. A try counts as wrong from its beginning, so that many at once are no way
 * round. Remembers a bounded number of both. Thread-safe.
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

    /**
     * Begins a try, which counts as wrong until the opposite is said.
     *
     * @return how long to wait first; zero where it has begun
     */
    synchronized Duration begin(String person, String address) {
        Used used = addresses.get(address);
        if (used != null && used.now(clock.instant()) >= FREE_OF_ADDRESS) {
            return ONE_MORE;
        }
        Duration wait = people.begin(person);
        if (wait.isZero()) {
            count(address, 1);
        }
        return wait;
    }

    /** The try was right: the person was nobody's guess. */
    synchronized void right(String person, String address) {
        people.succeeded(person);
        count(address, -1);
    }

    /** The try was none: nothing was guessed. */
    synchronized void none(String person, String address) {
        people.takeBack(person);
        count(address, -1);
    }

    private void count(String address, int more) {
        Instant now = clock.instant();
        Used used = addresses.remove(address);
        double before = used == null ? 0 : used.now(now);
        addresses.put(address, new Used(Math.max(0, before + more), now));
    }

    private static final class Bounded extends LinkedHashMap<String, Used> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Used> eldest) {
            return size() > MOST;
        }
    }
}
