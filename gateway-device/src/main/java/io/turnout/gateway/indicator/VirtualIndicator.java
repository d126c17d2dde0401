package io.turnout.gateway.indicator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lamps that only a page sees. */
public final class VirtualIndicator implements Indicator {
    private final InstantSource clock;
    private Signal rest = Signal.REST;
    private Signal playing = Signal.REST;
    private Instant began = Instant.EPOCH;
    private boolean closed;

    /** Only differences of the clock are used. */
    public VirtualIndicator(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void show(Signal signal) {
        if (closed) {
            return;
        }
        if (signal.pattern().repeats()) {
            rest = signal;
        } else {
            playing = signal;
            began = clock.instant();
        }
    }

    @Override
    public synchronized Signal showing() {
        Duration age = Duration.between(began, clock.instant());
        return age.compareTo(playing.pattern().length()) < 0 ? playing : rest;
    }

    @Override
    public synchronized String word() {
        return closed ? "closed" : "ready";
    }

    @Override
    public synchronized void close() {
        closed = true;
        rest = Signal.REST;
        playing = Signal.REST;
    }
}
