package io.turnout.gateway.reader.camera;

import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderCounts;
import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.Reading;
import io.turnout.gateway.reader.Work;
import io.turnout.protocol.access.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads QR codes from a camera, and opens the camera again after each fault. */
public final class CameraReader implements Reader {
    private static final Logger LOG = LoggerFactory.getLogger(CameraReader.class);
    private static final Duration FRAME = Duration.ofSeconds(1);

    /** Without a new frame for so long, a camera hangs; with the pause, it is back within 2 s. */
    static final Duration STALLED = Duration.ofSeconds(1);

    /** After a camera that has worked. */
    static final Duration SHORT_PAUSE = Duration.ofMillis(100);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final FrameSource.Factory frames;
    private final QrDecoder decoder;
    private final Side side;
    private final InstantSource clock;
    private final HeldBadges held = new HeldBadges();
    private volatile ReaderHealth health = new ReaderHealth.Closed();
    private final LongAdder turns = new LongAdder();
    private final LongAdder pictures = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private volatile boolean closed;
    private final AtomicLong read = new AtomicLong();
    private @Nullable Thread thread;

    CameraReader(FrameSource.Factory frames, QrDecoder decoder, Side side, InstantSource clock) {
        this.frames = frames;
        this.decoder = decoder;
        this.side = side;
        this.clock = clock;
    }

    /**
     * Frames of a child process.
     *
     * @param clock must not step back; only differences are used
     */
    public static CameraReader ofCommand(
            CameraCommand command, QrDecoder decoder, Side side, InstantSource clock) {
        return new CameraReader(() -> ChildProcessFrames.start(command), decoder, side, clock);
    }

    /** Pictures of a folder. */
    public static CameraReader ofFolder(
            Path folder, QrDecoder decoder, Side side, InstantSource clock) {
        return new CameraReader(() -> new FolderFrames(folder), decoder, side, clock);
    }

    /**
     * The child process that brings frames.
     *
     * @param width of a frame, in pixels
     * @param height of a frame, in pixels
     * @param stalled how long no frame may come before it is started again
     */
    public record CameraCommand(List<String> words, int width, int height, Duration stalled) {
        public CameraCommand {
            words = List.copyOf(words);
        }

        /** One that has a second for each frame. */
        public CameraCommand(List<String> words, int width, int height) {
            this(words, width, height, STALLED);
        }
    }

    @Override
    public synchronized void start(Consumer<Reading> sink) {
        if (closed || thread != null) {
            throw new IllegalStateException("a reader is started once");
        }
        health = new ReaderHealth.Starting();
        thread = Thread.ofPlatform().name("camera").daemon().start(() -> run(sink));
    }

    @Override
    public ReaderHealth health() {
        return health;
    }

    /** A frame without a code is no text that was dropped. */
    @Override
    public ReaderCounts counts() {
        return new ReaderCounts(read.get(), 0);
    }

    private void run(Consumer<Reading> sink) {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                boolean worked = readUntilFault(sink);
                rest(worked ? SHORT_PAUSE : pause);
                pause = worked ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
            }
        } catch (InterruptedException _) {
            // close() is the only one who interrupts; there is nothing left to do.
        } finally {
            health = new ReaderHealth.Closed();
        }
    }

    /** In turns of a second at most: a reader that waits for its camera is not stuck. */
    private void rest(Duration pause) throws InterruptedException {
        for (Duration left = pause; left.isPositive(); left = left.minus(FRAME)) {
            turns.increment();
            TimeUnit.MILLISECONDS.sleep(min(left, FRAME).toMillis());
        }
    }

    @Override
    public Optional<Work> work() {
        return Optional.of(new Work(turns.sum(), pictures.sum(), reads.sum()));
    }

    /** Whether any frame came before the fault. */
    private boolean readUntilFault(Consumer<Reading> sink) throws InterruptedException {
        boolean worked = false;
        try (FrameSource source = frames.open()) {
            while (!closed) {
                Optional<Frame> frame = source.next(FRAME);
                turns.increment();
                pictures.add(frame.isPresent() ? 1 : 0);
                worked = worked || frame.isPresent();
                if (worked || source.mayBeQuiet()) {
                    health = new ReaderHealth.Ready();
                }
                frame.ifPresent(picture -> look(picture, sink));
            }
        } catch (IOException fault) {
            if (!(health instanceof ReaderHealth.Broken)) {
                LOG.warn("camera: {}; trying again", fault.getMessage());
            }
            health = new ReaderHealth.Broken(String.valueOf(fault.getMessage()));
        }
        return worked;
    }

    private void look(Frame picture, Consumer<Reading> sink) {
        Instant now = clock.instant();
        List<String> texts = decoder.decode(picture, text -> held.isHeld(text, now));
        reads.add(texts.isEmpty() ? 0 : 1);
        texts.forEach(text -> report(text, sink));
    }

    private void report(String text, Consumer<Reading> sink) {
        if (held.isNew(text, clock.instant()) && !closed) {
            read.incrementAndGet();
            sink.accept(new Reading(text, side));
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            if (!thread.join(CLOSING)) {
                LOG.warn("camera: a reading is still under way after {} s", CLOSING.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
