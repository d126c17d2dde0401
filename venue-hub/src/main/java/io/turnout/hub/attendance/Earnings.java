package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Presence.ClosedBy;
import io.turnout.hub.attendance.Presence.Interval;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.credit.CreditRules;
import io.turnout.hub.credit.Inside;
import io.turnout.hub.credit.Inside.EndedBy;
import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Hands what the fold made of one attendee's evidence to the rules of credit. */
record Earnings(Map<SessionId, Planned> plans) {
    /** One line for each presence. */
    List<CreditLine> of(Attended attended, Collection<Evidence> evidence) {
        if (attended.presences().isEmpty()) {
            return List.of();
        }
        UncertainTimes times = new UncertainTimes(evidence);
        List<Inside> all = new ArrayList<>();
        for (Presence presence : attended.presences()) {
            all.add(
                    new Inside(
                            plan(presence).credit(),
                            presence.present(),
                            presence.intervals().stream()
                                    .map(interval -> time(interval, times))
                                    .toList()));
        }
        return CreditRules.lines(all, plan(attended.presences().getFirst()).overlap());
    }

    private Planned plan(Presence presence) {
        return Objects.requireNonNull(plans.get(presence.session()));
    }

    private static Inside.Time time(Interval interval, UncertainTimes times) {
        return new Inside.Time(
                times.time(interval.start()),
                times.time(interval.end()),
                endedBy(interval.closedBy()));
    }

    private static EndedBy endedBy(ClosedBy closedBy) {
        return switch (closedBy) {
            case EXIT -> EndedBy.EXIT;
            case ENTRY_ELSEWHERE -> EndedBy.ENTRY_ELSEWHERE;
            case SESSION_END -> EndedBy.SESSION_END;
            case LAST_SEEN -> EndedBy.LAST_SEEN;
            case NO_TIME -> EndedBy.NO_TIME;
        };
    }
}
