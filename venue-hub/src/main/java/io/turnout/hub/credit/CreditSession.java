package io.turnout.hub.credit;

import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A session as the rules of credit see it.
 *
 * @param checkOut whether it uses check-out, or a door of its room reads exits
 * @param graceBefore presence this long before the start counts
 * @param graceAfter presence this long after the end counts
 * @param fields what it gives, in its fields of study
 */
public record CreditSession(
        SessionId id,
        String title,
        Instant start,
        Instant end,
        boolean cancelled,
        boolean checkOut,
        Duration graceBefore,
        Duration graceAfter,
        List<Credit> fields,
        CreditSettings settings) {
    public CreditSession {
        fields = List.copyOf(fields);
    }

    /** As scheduled. */
    Duration length() {
        return Duration.between(start, end);
    }
}
