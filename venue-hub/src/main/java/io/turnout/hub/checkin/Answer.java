package io.turnout.hub.checkin;

import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.Optional;

/** What the hub's door answers. */
public sealed interface Answer {
    /**
     * Decided, and durable.
     *
     * @param scan what it is called in the log; empty for a verdict that is shown again
     */
    record Decided(Verdict verdict, Instant at, Optional<Name> scan) implements Answer {}

    /** The event has no such session. */
    record NoSuchSession() implements Answer {}

    /** The event has no such attendee. */
    record NoSuchPerson() implements Answer {}

    /** It could not be written down in time; nothing is known to be recorded. */
    record TryAgain() implements Answer {}

    /** The name of a scan. */
    record Name(UnitId unit, JournalEpoch epoch, long number) {}
}
