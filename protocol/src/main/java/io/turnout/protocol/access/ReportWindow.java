package io.turnout.protocol.access;

import io.turnout.protocol.access.Verdict.Admitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When attendees may report by themselves that they are, or were, at a session (C-7). Pure.
 *
 * @param opens when entry opens
 * @param closes when entry closes; a report after it is late
 * @param until the last moment of late reports
 */
public record ReportWindow(Instant opens, Instant closes, Instant until) {
    /** What a report is at a time. */
    public enum When {
        TOO_EARLY,
        /** While entry is open: as any other entry. */
        OPEN,
        /** Nobody saw it: it is recorded, takes no seat and leaves nothing else. */
        LATE,
        TOO_LATE
    }

    /** That of a session, until so long after its end. */
    public static ReportWindow of(DoorSession session, Duration after) {
        return new ReportWindow(session.opens(), session.closes(), session.end().plus(after));
    }

    /** What a report is at a time. */
    public When at(Instant now) {
        if (now.isBefore(opens)) {
            return When.TOO_EARLY;
        }
        if (!now.isAfter(closes)) {
            return When.OPEN;
        }
        return now.isAfter(until) ? When.TOO_LATE : When.LATE;
    }

    /**
     * The door's verdict on a report. A late one is decided as in the last moment of entry, so that
     * who may be there is asked as ever; whoever is admitted so is flagged.
     */
    public Verdict decide(Presented presented, SessionId session) {
        if (at(presented.time().best()) != When.LATE) {
            return WayRules.decide(presented, session);
        }
        Verdict verdict = WayRules.decide(asOfClosing(presented, session), session);
        return verdict instanceof Admitted in
                ? new Admitted(
                        in.reason(),
                        in.detail(),
                        List.of(new Effect.Enter(session, false)),
                        true,
                        in.basis())
                : verdict;
    }

    private Presented asOfClosing(Presented p, SessionId session) {
        DoorState state = p.state();
        Duration since = Duration.between(closes, p.time().best());
        Optional<DoorState.Former> former =
                state.former()
                        .map(before ->
                                new DoorState.Former(before.at().minus(since), before.verdict()));
        return new Presented(
                p.presentation(),
                p.door(),
                p.list(),
                p.knowledge(),
                new DoorState(
                        former, state.inside().filter(session::equals), state.used(), Map.of()),
                TimeReading.exact(closes),
                p.online());
    }
}
