package io.turnout.hub.attendance;

import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the evidence says of one attendee in one session.
 *
 * @param intervals in order; one that is still open is the last
 * @param inside whether the last interval was closed by nothing but the policy
 * @param present the union of the intervals, cut to the session and its grace
 * @param ins entries read, those without effect too
 * @param outs exits read, those without effect too; derived ones are not read
 */
public record Presence(
        SessionId session,
        List<Interval> intervals,
        boolean inside,
        Duration present,
        int ins,
        int outs,
        boolean walkIn) {
    public Presence {
        intervals = List.copyOf(intervals);
    }

    /** When the attendee first came, if ever. */
    public Optional<Instant> firstIn() {
        return intervals.isEmpty() ? Optional.empty() : Optional.of(intervals.getFirst().start());
    }

    /** When the attendee last left, by an exit read or derived. */
    public Optional<Instant> lastOut() {
        return intervals.reversed().stream()
                .filter(interval -> interval.closedBy().isEvidence())
                .findFirst()
                .map(Interval::end);
    }

    /** How many exits were derived from entries elsewhere. */
    public int derivedOuts() {
        return (int)
                intervals.stream()
                        .filter(interval -> interval.closedBy() == ClosedBy.ENTRY_ELSEWHERE)
                        .count();
    }

    /**
     * A time inside.
     *
     * @param opening the scan that began it
     * @param end not before the start
     * @param closing the scan that ended it; none where nothing did but the policy
     */
    public record Interval(
            Instant start,
            ScanName opening,
            Instant end,
            ClosedBy closedBy,
            Optional<ScanName> closing) {}

    /** What ended an interval. */
    public enum ClosedBy {
        /** An exit was read. */
        EXIT,
        /** An entry elsewhere was read. */
        ENTRY_ELSEWHERE,
        /** Nothing: the policy put the session's end. */
        SESSION_END,
        /** Nothing: the policy put the last scan. */
        LAST_SEEN,
        /** Nothing: the policy gives no time. */
        NO_TIME;

        /** Whether a scan did, and not a policy. */
        public boolean isEvidence() {
            return this == EXIT || this == ENTRY_ELSEWHERE;
        }

        /** As tables and exports write it: {@code entry-elsewhere}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
