package io.turnout.gateway.reader.usb;

import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderCounts;
import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.ReaderHealth.Trouble;
import io.turnout.gateway.reader.Reading;
import io.turnout.gateway.reader.Work;
import io.turnout.protocol.access.Side;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every scanner on USB that belongs to this door, each on a thread of its own and one reading
 * at a time, and finds them again after each unplugging and each fault.
 */
public final class UsbReader implements Reader {
    private static final Logger LOG = LoggerFactory.getLogger(UsbReader.class);

    /** How often it is looked what is plugged in. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Until USB itself is tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final UsbBus.Factory usb;
    private final UsbSettings settings;
    private final InstantSource steady;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();
    private final Object oneAtATime = new Object();
    private final Semaphore bell = new Semaphore(0);
    private volatile Supplier<ReaderHealth> health = ReaderHealth.Closed::new;
    private volatile boolean closed;
    private @Nullable Thread thread;

    UsbReader(UsbBus.Factory usb, UsbSettings settings, InstantSource steady) {
        this.usb = usb;
        this.settings = settings;
        this.steady = steady;
    }

    /**
     * Scanners on the machine's own USB.
     *
     * @param steady must not step back; only differences are used
     */
    public static UsbReader of(UsbSettings settings, InstantSource steady) {
        return new UsbReader(LibUsbBus::open, settings, steady);
    }

    @Override
    public synchronized void start(Consumer<Reading> sink) {
        if (closed || thread != null) {
            throw new IllegalStateException("a reader is started once");
        }
        health = ReaderHealth.Starting::new;
        thread = Thread.ofPlatform().name("usb").daemon().start(() -> run(new Sorting(sink)));
    }

    @Override
    public ReaderHealth health() {
        return closed ? new ReaderHealth.Closed() : health.get();
    }

    @Override
    public ReaderCounts counts() {
        return new ReaderCounts(read.get(), unreadable.get());
    }

    @Override
    public Optional<Work> work() {
        return Optional.of(new Work(turns.get(), 0, read.get()));
    }

    /** Counts what was heard, and hands texts on. */
    private final class Sorting implements Hearing.Ears {
        private final Consumer<Reading> sink;

        Sorting(Consumer<Reading> sink) {
            this.sink = sink;
        }

        @Override
        public void heard(UsbDevice device, Decoded decoded) {
            switch (decoded) {
                case Decoded.Dropped _ -> unreadable.incrementAndGet();
                case Decoded.Text(String text) -> {
                    Side side = settings.side(device.port()).orElse(settings.otherwise());
                    synchronized (oneAtATime) {
                        if (!closed) {
                            read.incrementAndGet();
                            sink.accept(new Reading(text, side, settings.bothSides()));
                        }
                    }
                }
            }
        }

        @Override
        public void ended() {
            bell.release();
        }
    }

    private void run(Sorting sorting) {
        while (!closed) {
            try (UsbBus bus = usb.open();
                    Scanners scanners = new Scanners(bus, settings, steady, sorting)) {
                look(scanners);
            } catch (UsbFault fault) {
                failed(fault);
            } catch (RuntimeException unexpected) {
                // The outermost edge of this thread: without it no scanner would ever be found.
                LOG.error("usb: unexpected", unexpected);
                broken(Trouble.FAILING, String.valueOf(unexpected.getMessage()));
            }
            await(PAUSE);
        }
    }

    private void look(Scanners scanners) throws UsbFault {
        ReaderHealth told = new ReaderHealth.Starting();
        while (!closed) {
            scanners.look();
            health = scanners::health;
            ReaderHealth now = scanners.health();
            if (now instanceof ReaderHealth.Broken(Trouble trouble, String what)
                    && trouble == Trouble.MISSING
                    && !now.equals(told)) {
                LOG.warn("usb: no scanner ({})", what);
            }
            told = now;
            await(LOOK);
        }
    }

    private void failed(UsbFault fault) {
        if (!(health.get() instanceof ReaderHealth.Broken)) {
            LOG.warn("usb: {}; trying again", fault.what());
        }
        boolean none = fault.kind() == UsbFault.Kind.NO_USB;
        broken(none ? Trouble.NO_USB : Trouble.FAILING, fault.what());
    }

    private void broken(Trouble trouble, String what) {
        ReaderHealth now = new ReaderHealth.Broken(trouble, what);
        health = () -> now;
    }

    /** Waits, unless there is something to do before. */
    private void await(Duration atMost) {
        turns.incrementAndGet();
        try {
            if (!closed && bell.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException _) {
            // Who interrupts wants it to end.
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        bell.release();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        try {
            // Not interrupted: a badge under way is being written to the disk.
            if (running != null && !running.join(CLOSING)) {
                LOG.warn("usb: a reading is still under way after {} s", CLOSING.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
