package io.turnout.protocol.message;

import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.Verdict;
import java.util.List;

/**
 * A verdict as scans have it; one that is shown again is the former one.
 *
 * @param outcome {@code admitted}, {@code refused} or {@code ask-staff}
 * @param flagged admitted, but to be looked at
 */
public record Said(String outcome, Reason reason, boolean flagged, List<Effect> effects) {
    public Said {
        effects = List.copyOf(effects);
    }

    public static Said of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted a -> new Said("admitted", a.reason(), a.flagged(), a.effects());
            case Verdict.Refused r -> new Said("refused", r.reason(), false, List.of());
            case Verdict.AskStaff s -> askStaff(s.reason());
            case Verdict.Repeated(Verdict former) -> of(former);
        };
    }

    /** A person has to look. */
    public static Said askStaff(Reason reason) {
        return new Said("ask-staff", reason, false, List.of());
    }
}
