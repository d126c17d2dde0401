package io.turnout.gateway.switches;

import java.time.Duration;
import java.util.Optional;

/**
 * A contact that bounces: what it says counts once it has said it without a break for {@link
 * #SETTLED}.
 */
final class Debounced {
    static final Duration SETTLED = Duration.ofMillis(30);

    private Optional<Boolean> settled = Optional.empty();
    private Optional<Boolean> seen = Optional.empty();
    private long since;

    /** What became of it: closed or open, since when, and whether it was that at the start. */
    record Change(boolean closed, long at, boolean first) {}

    /**
     * Looks at the contact.
     *
     * @param nanos when, by a clock that never steps back
     * @return a change, at the moment at which it began
     */
    Optional<Change> look(boolean closed, long nanos) {
        if (seen.isEmpty() || seen.get() != closed) {
            seen = Optional.of(closed);
            since = nanos;
        }
        if (settled.equals(seen) || nanos - since < SETTLED.toNanos()) {
            return Optional.empty();
        }
        boolean first = settled.isEmpty();
        settled = seen;
        return Optional.of(new Change(closed, since, first));
    }
}
