package io.turnout.gateway.health;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Whether the unit gets on. A door where nobody comes writes nothing, so it is not asked for what
 * was done but whether it could be: whether the badge and the write under way end, and whether the
 * reader's loop has come round. Used by one thread.
 */
public final class Progress {
    /** A verdict takes 150 ms at most while the hub is asked, a write to a poor card a second. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Part door;
    private final Part journal;
    private final Supplier<OptionalLong> readerTurns;
    private OptionalLong turnsBefore = OptionalLong.empty();

    /** Something that is busy for short times only. */
    @FunctionalInterface
    public interface Part {
        /** Whether what is under way, if anything is, ends in time. */
        boolean settles(Duration within) throws InterruptedException;
    }

    /**
     * Watches.
     *
     * @param readerTurns how often the reader's loop has come round; empty where it has none
     */
    public Progress(Part door, Part journal, Supplier<OptionalLong> readerTurns) {
        this.door = door;
        this.journal = journal;
        this.readerTurns = readerTurns;
    }

    /** What is stuck, as an operator calls it; empty where all gets on. */
    public Optional<String> stuck() throws InterruptedException {
        OptionalLong before = turnsBefore;
        turnsBefore = readerTurns.get();
        if (!journal.settles(PATIENCE)) {
            return Optional.of("a write to the journal");
        }
        if (!door.settles(PATIENCE)) {
            return Optional.of("a badge at the door");
        }
        return before.isPresent() && before.equals(turnsBefore)
                ? Optional.of("the reader")
                : Optional.empty();
    }
}
