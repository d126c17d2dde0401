package io.turnout.gateway.health;

import io.turnout.gateway.reader.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How fast a camera is, over the time since it was last asked, ten seconds at least. */
public final class Rates {
    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final double TENTHS = 10;

    private final InstantSource steady;
    private Instant began;
    private Work before = new Work(0, 0, 0);
    private Optional<PerSecond> known = Optional.empty();

    /** Pictures looked at, and those with a code. */
    public record PerSecond(double frames, double reads) {}

    /** Only differences of the clock are used. */
    public Rates(InstantSource steady) {
        this.steady = steady;
        this.began = steady.instant();
    }

    /** The newest rates; empty at first, and for a reader that has no pictures. */
    public synchronized Optional<PerSecond> of(Work now) {
        Duration time = Duration.between(began, steady.instant());
        if (time.compareTo(LEAST) >= 0 && now.frames() > 0) {
            double seconds = time.toMillis() / 1000.0;
            known =
                    Optional.of(
                            new PerSecond(
                                    rounded((now.frames() - before.frames()) / seconds),
                                    rounded((now.reads() - before.reads()) / seconds)));
            before = now;
            began = steady.instant();
        }
        return known;
    }

    private static double rounded(double rate) {
        return Math.round(rate * TENTHS) / TENTHS;
    }
}
