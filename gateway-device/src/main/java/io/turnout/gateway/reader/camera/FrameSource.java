package io.turnout.gateway.reader.camera;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Where frames come from. One thread reads and closes it. */
interface FrameSource extends AutoCloseable {
    /**
     * Waits for the newest frame that was not taken yet; older ones are dropped.
     *
     * @return empty when none came in time and that is no fault
     * @throws IOException when the source has ended or stalled and must be opened anew
     */
    Optional<Frame> next(Duration atMost) throws IOException, InterruptedException;

    /** Whether no frame for a while is no fault: it counts as ready without one. */
    boolean mayBeQuiet();

    @Override
    void close();

    /** Opens a source, first and after each fault. */
    @FunctionalInterface
    interface Factory {
        FrameSource open() throws IOException;
    }
}
