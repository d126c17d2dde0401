package io.turnout.hub.attendance;

import io.turnout.hub.attendance.AttendanceRules.OfSession;
import io.turnout.hub.credit.CreditSettings.Minimum;
import io.turnout.hub.credit.CreditSettings.Unit;
import java.util.Optional;

/**
 * Settings that cannot be meant, each beside the other.
 *
 * @param rule the one to change
 * @param text the key of the sentence that says why
 */
public record Contradiction(RuleName rule, String text) {
    private static final String AS_READ = "as-read";
    private static final String NO_TIME = "no-time";
    private static final String UNROUNDED = "none";

    /** What is wrong among the settings of an event or of a session. */
    static Optional<Contradiction> among(RuleValues values) {
        boolean nothingCounts =
                values.get(RuleName.WITHOUT_CHECK_OUT).equals(AS_READ)
                        && values.get(RuleName.STILL_OPEN).equals(NO_TIME);
        return nothingCounts
                ? Optional.of(
                        new Contradiction(
                                RuleName.WITHOUT_CHECK_OUT, "rules.contradiction.nothing-counts"))
                : Optional.empty();
    }

    /** What is wrong with a session's own settings. */
    static Optional<Contradiction> of(OfSession session) {
        RuleValues values = session.values();
        Minimum minimum = values.minimum();
        if (session.own().containsKey(RuleName.MINIMUM)
                && minimum.unit() == Unit.MINUTES
                && minimum.amount() > session.length().toMinutes()) {
            return Optional.of(new Contradiction(RuleName.MINIMUM, "rules.contradiction.too-long"));
        }
        if (session.own().containsKey(RuleName.ROUNDING_STEP)
                && values.get(RuleName.ROUNDING).equals(UNROUNDED)) {
            return Optional.of(
                    new Contradiction(RuleName.ROUNDING_STEP, "rules.contradiction.step"));
        }
        return among(values);
    }
}
