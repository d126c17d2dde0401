package io.turnout.hub.importing;

import java.util.stream.Stream;

/**
 * How far an import is: told by the thread that works, read by pages. It may be asked to stop,
 * which the working thread notices at its next step, before anything is written for good.
 */
public final class Progress {
    private static final int EVERY = 500;

    private final Runnable told;
    private volatile At at = new At(Stage.WAITING, 0, 0);
    private volatile boolean stopped;
    private int rows;

    /** What is being done. */
    public enum Stage {
        WAITING,
        OPENING,
        READING,
        COMPARING,
        WRITING,
        FINISHING
    }

    /**
     * Where it is.
     *
     * @param rows done of this stage
     * @param of how many; 0 where nobody counts
     */
    public record At(Stage stage, int rows, int of) {}

    /** Whoever sent the file asked for it; nothing of it is written. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("the import was stopped");
        }
    }

    /**
     * @param told called by the working thread whenever there is something new to read; must not
     *     block
     */
    public Progress(Runnable told) {
        this.told = told;
    }

    /** Of work that nobody watches. */
    public static Progress unseen() {
        return new Progress(() -> {});
    }

    public At at() {
        return at;
    }

    /** Asks for the end; safe from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * A stage begins; for the working thread.
     *
     * @param of how many rows it has; 0 where nobody counts
     * @throws Stopped where that was asked for
     */
    public void begin(Stage stage, int of) {
        check();
        rows = 0;
        at = new At(stage, 0, of);
        told.run();
    }

    /**
     * A row is done; for the working thread.
     *
     * @throws Stopped where that was asked for
     */
    public void step() {
        rows++;
        if (rows % EVERY == 0) {
            check();
            at = new At(at.stage(), rows, at.of());
            told.run();
        }
    }

    /** The same rows, counted as they are taken. */
    public <T> Stream<T> counted(Stream<T> all) {
        return all.peek(_ -> step());
    }

    private void check() {
        if (stopped) {
            throw new Stopped();
        }
    }
}
