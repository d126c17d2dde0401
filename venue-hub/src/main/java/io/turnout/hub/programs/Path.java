package io.turnout.hub.programs;

import java.time.Duration;
import java.util.Optional;

/**
 * A group of a program.
 *
 * @param authorized its hours; absent where that is not applicable
 */
public record Path(
        PathId id, Program program, String name, Optional<Duration> authorized, long version) {
    /** The hours of a path, as its participants see them. */
    public record Hours(Duration authorized, Duration used) {
        /** What remains; less than nothing where more was used (P-8). */
        public Duration remaining() {
            return authorized.minus(used);
        }
    }
}
