package io.turnout.gateway.door;

import io.turnout.protocol.access.Verdict;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened since the start. */
public final class DoorCounts {
    private final LongAdder admitted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder askStaff = new LongAdder();
    private final LongAdder again = new LongAdder();
    private final LongAdder noList = new LongAdder();
    private final LongAdder notRecorded = new LongAdder();
    private final LongAdder uncounted = new LongAdder();

    void count(Outcome outcome) {
        switch (outcome) {
            case Outcome.Decided decided -> count(decided.verdict());
            case Outcome.Again _ -> again.increment();
            case Outcome.NoList _ -> noList.increment();
            case Outcome.NotRecorded _ -> notRecorded.increment();
            case Outcome.Uncounted uncounted -> {
                count(uncounted.verdict());
                if (uncounted.verdict() instanceof Verdict.Admitted) {
                    this.uncounted.increment();
                }
            }
        }
    }

    private void count(Verdict verdict) {
        switch (verdict) {
            case Verdict.Admitted _ -> admitted.increment();
            case Verdict.Refused _ -> refused.increment();
            case Verdict.AskStaff _ -> askStaff.increment();
            case Verdict.Repeated _ -> again.increment();
        }
    }

    /**
     * All of them now. Alarm on {@code notRecorded}: the disk fails and the door is shut; and on
     * {@code uncounted}: people were let in without a record.
     */
    public Snapshot snapshot() {
        return new Snapshot(
                admitted.sum(),
                refused.sum(),
                askStaff.sum(),
                again.sum(),
                noList.sum(),
                notRecorded.sum(),
                uncounted.sum());
    }

    /** Counts at one moment. */
    public record Snapshot(
            long admitted,
            long refused,
            long askStaff,
            long again,
            long noList,
            long notRecorded,
            long uncounted) {}
}
