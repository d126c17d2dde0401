package io.turnout.gateway.journal;

import io.turnout.protocol.message.Scan;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A scan on its way into the journal. Belongs to whoever holds the journal's pen. */
final class Waiting {
    private final LongFunction<Scan> draft;
    private @Nullable Scan scan;
    private @Nullable Exception failed;
    private boolean durable;

    Waiting(LongFunction<Scan> draft) {
        this.draft = draft;
    }

    /** Makes the scan from its number; empty where that cannot be done. */
    Optional<Scan> numbered(long number) {
        try {
            Scan made = draft.apply(number);
            scan = made;
            return Optional.of(made);
        } catch (RuntimeException wrong) {
            // Its maker hears of it; the others of the group must not.
            failed = wrong;
            return Optional.empty();
        }
    }

    void durable() {
        durable = true;
    }

    void fail(Exception why) {
        failed = why;
    }

    boolean done() {
        return durable || failed != null;
    }

    Scan result() throws JournalFailure {
        if (failed instanceof RuntimeException wrong) {
            throw wrong;
        }
        Scan made = scan;
        if (!durable || made == null) {
            throw new JournalFailure(
                    "a scan is not durable: " + (failed == null ? "" : failed.getMessage()),
                    failed);
        }
        return made;
    }
}
