package io.turnout.gateway.door;

import io.turnout.gateway.indicator.Signal;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.message.Scan;
import java.time.Instant;
import java.util.Optional;

/** What became of a badge that was presented. */
public sealed interface Outcome {
    /** When it was presented, as far as the unit knows; a wrong wall clock plays no part. */
    Instant at();

    /** What the indicator was told to show. */
    Signal signal();

    /** Decided and recorded. */
    record Decided(Verdict verdict, Scan scan, Instant at) implements Outcome {
        @Override
        public Signal signal() {
            return Outcome.signal(verdict);
        }
    }

    /** The same badge again: the former verdict is shown, nothing is recorded. */
    record Again(Verdict former, Instant at) implements Outcome {
        @Override
        public Signal signal() {
            return Outcome.signal(former);
        }
    }

    /** There is no list to decide from yet. Recorded. */
    record NoList(Scan scan, Instant at) implements Outcome {
        @Override
        public Signal signal() {
            return Signal.OUT_OF_ORDER;
        }
    }

    /** It could not be recorded, and the unit is set to let people in all the same. */
    record Uncounted(Verdict verdict, Instant at) implements Outcome {
        @Override
        public Signal signal() {
            return Outcome.signal(verdict);
        }
    }

    /** It could not be recorded, so nobody is let in on it. */
    record NotRecorded(Instant at) implements Outcome {
        @Override
        public Signal signal() {
            return Signal.OUT_OF_ORDER;
        }
    }

    /** The scan's number in the journal; empty where nothing was recorded. */
    default Optional<Long> number() {
        return switch (this) {
            case Decided decided -> Optional.of(decided.scan().number());
            case NoList noList -> Optional.of(noList.scan().number());
            case Again _, NotRecorded _, Uncounted _ -> Optional.empty();
        };
    }

    private static Signal signal(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted admitted -> entersAnything(admitted) ? Signal.IN : Signal.OUT;
            case Verdict.Refused _ -> Signal.REFUSED;
            case Verdict.AskStaff _ -> Signal.ASK_STAFF;
            case Verdict.Repeated repeated -> signal(repeated.former());
        };
    }

    /** A move from one session to the next is an entry to the person who makes it. */
    private static boolean entersAnything(Verdict.Admitted admitted) {
        return admitted.effects().stream().anyMatch(Effect.Enter.class::isInstance);
    }
}
