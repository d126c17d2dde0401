package io.turnout.gateway.indicator.gpio;

import io.turnout.gateway.indicator.Indicator;
import io.turnout.gateway.indicator.Signal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lamps, buzzer and door strike on the pins of a board, played by one thread of its own. Whoever
 * shows something leaves a note for that thread and goes on: a door never waits for a line.
 */
public final class GpioIndicator implements Indicator {
    private static final Logger LOG = LoggerFactory.getLogger(GpioIndicator.class);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** How soon lines that fail are tried again. */
    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    private final Outputs outputs;
    private final PinMap map;
    private final LongSupplier nanos;
    private final AtomicReference<Playing> playing;
    private volatile @Nullable LineFault broken;
    private volatile @Nullable Thread player;

    /**
     * Takes the lines, dark and silent; {@link #start} begins to play.
     *
     * @param nanos never steps back, such as {@link System#nanoTime}
     * @throws LineFault when a line cannot be taken
     */
    public GpioIndicator(Lines lines, PinMap map, LongSupplier nanos) throws LineFault {
        this.map = map;
        this.nanos = nanos;
        this.outputs = Outputs.take(lines, map);
        this.playing = new AtomicReference<>(Playing.nothing(nanos.getAsLong()));
    }

    /** Begins to play on a thread of its own. */
    public void start() {
        player = Thread.ofPlatform().name("indicator").daemon().start(this::play);
    }

    @Override
    public void show(Signal signal) {
        long now = nanos.getAsLong();
        long strike = signal.admits() ? map.strikeTime().toNanos() : 0;
        playing.updateAndGet(was -> was.showing(signal, now).opening(now, strike));
        wake();
    }

    /** Lets the door's strike go as for somebody who was admitted, and shows nothing. */
    public void open() {
        long now = nanos.getAsLong();
        playing.updateAndGet(was -> was.opening(now, map.strikeTime().toNanos()));
        wake();
    }

    @Override
    public Signal showing() {
        return playing.get().signal(nanos.getAsLong());
    }

    @Override
    public String word() {
        return playing.get().closed() ? "closed" : broken == null ? "ready" : "broken";
    }

    private void wake() {
        // An unpark that comes first is kept, so none is lost.
        LockSupport.unpark(player);
    }

    private void play() {
        while (!playing.get().closed()) {
            long wait = step();
            if (wait == Score.NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    /**
     * Sets the lines as they are to be now.
     *
     * @return in how many nanoseconds to come again; {@link Score#NEVER}: when something is shown
     */
    long step() {
        Playing.Moment moment = playing.get().at(nanos.getAsLong(), map.buzzer());
        try {
            outputs.set(moment);
            if (broken != null) {
                LOG.info("lights and sounds work again");
                broken = null;
            }
            return moment.changesIn();
        } catch (LineFault fault) {
            if (broken == null) {
                LOG.error("lights and sounds: {}", fault.getMessage());
            }
            broken = fault;
            return RETRY;
        }
    }

    /** Dark, silent and locked. The lines stay taken: whoever handed them in gives them back. */
    @Override
    public void close() {
        if (playing.getAndUpdate(was -> was.ending(nanos.getAsLong())).closed()) {
            return;
        }
        Thread playedBy = player;
        wake();
        try {
            if (playedBy != null && !playedBy.join(CLOSING)) {
                LOG.warn("lights and sounds: a line takes more than {} s", CLOSING.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        step();
    }
}
