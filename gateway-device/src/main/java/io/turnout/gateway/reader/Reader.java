package io.turnout.gateway.reader;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Something that reads badges.
 *
 * <p>Order: {@link #start} once, then {@link #close} any number of times; a closed reader is not
 * started again. {@link #health} may be called at any time.
 *
 * <p>Threads: the sink is called on the reader's own thread, or on the thread of whoever fed it,
 * one reading at a time and in the order of reading. No reading is reported after {@code close} has
 * returned.
 *
 * <p>Errors: a device that fails is retried by the reader itself and seen in {@link #health}; no
 * method throws because of hardware.
 */
public interface Reader extends AutoCloseable {
    /**
     * Begins to read. Returns at once, before the device is ready.
     *
     * @param sink takes each reading; it may block for as long as a badge takes to be decided
     * @throws IllegalStateException when started or closed before
     */
    void start(Consumer<Reading> sink);

    /** How it is now. Does not block. */
    ReaderHealth health();

    /** What it has read and dropped since it was made. Does not block. */
    ReaderCounts counts();

    /**
     * What its loop has done; empty for a reader without one. A loop whose turns stand still is
     * stuck, and systemd ends the program for it. Does not block.
     */
    default Optional<Work> work() {
        return Optional.empty();
    }

    /**
     * Stops reading and gives the device back. Blocks up to 5 s until a reading under way is done.
     */
    @Override
    void close();
}
