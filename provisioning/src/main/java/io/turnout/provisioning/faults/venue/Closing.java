package io.turnout.provisioning.faults.venue;

import java.util.List;
import java.util.Optional;

/** Ends what was started: all of it, whatever fails, and also when the run was interrupted. */
final class Closing {
    private Closing() {}

    /**
     * Closes in order.
     *
     * @return the first failure, with the others suppressed
     */
    static Optional<Exception> all(List<? extends AutoCloseable> parts) {
        boolean interrupted = Thread.interrupted();
        Optional<Exception> first = Optional.empty();
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) { // AutoCloseable declares no less; the others must go too
                first.ifPresent(earlier -> earlier.addSuppressed(e));
                first = first.or(() -> Optional.of(e));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return first;
    }
}
