package io.turnout.hub.credit;

import io.turnout.hub.credit.CreditSettings.Award;
import io.turnout.hub.credit.CreditSettings.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** How much of a session's credits a time earns that is enough for any; exact. */
record Earned(CreditSession session, Duration counted) {
    private static final int HUNDREDTHS = 2;

    /** Never more than all of them, whatever the rounding. */
    BigDecimal of(BigDecimal credits) {
        return rounded(credits).min(credits);
    }

    /** Whether rounding made a difference to a session's credits. */
    boolean isRounded(BigDecimal credits) {
        return session.settings().rounding() != Rounding.NONE
                && exact(of(credits)).compareTo(product(credits)) != 0;
    }

    private BigDecimal rounded(BigDecimal credits) {
        BigDecimal step = session.settings().step();
        return switch (session.settings().rounding()) {
            case NONE -> isWhole() ? credits : cut(credits);
            case DOWN -> steps(credits, RoundingMode.DOWN).multiply(step);
            case NEAREST -> steps(credits, RoundingMode.HALF_UP).multiply(step);
        };
    }

    /** A share is cut, not rounded: nobody has more than was earned. */
    private BigDecimal cut(BigDecimal credits) {
        return product(credits).divide(nanos(session.length()), HUNDREDTHS, RoundingMode.DOWN);
    }

    private BigDecimal steps(BigDecimal credits, RoundingMode mode) {
        return product(credits).divide(exact(session.settings().step()), 0, mode);
    }

    /** Credits times the share of the session, times its length: without dividing, exactly. */
    private BigDecimal product(BigDecimal credits) {
        return credits.multiply(nanos(isWhole() ? session.length() : counted));
    }

    private BigDecimal exact(BigDecimal credits) {
        return credits.multiply(nanos(session.length()));
    }

    private boolean isWhole() {
        return session.settings().award() == Award.WHOLE || counted.equals(session.length());
    }

    private static BigDecimal nanos(Duration time) {
        return BigDecimal.valueOf(time.toNanos());
    }
}
