package io.turnout.hub.credit;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How the time inside one session becomes credit.
 *
 * @param minimum what must be reached for any credit
 * @param step what credits are rounded to; without effect where they are not rounded
 */
public record CreditSettings(
        Minimum minimum,
        Award award,
        Rounding rounding,
        BigDecimal step,
        WithoutCheckOut withoutCheckOut,
        Uncertain uncertain) {
    /** Four fifths of a session for all of its credits, unrounded, and only what is certain. */
    public static final CreditSettings DEFAULT =
            new CreditSettings(
                    new Minimum(Unit.PERCENT, 80),
                    Award.WHOLE,
                    Rounding.NONE,
                    new BigDecimal("0.25"),
                    WithoutCheckOut.WHOLE,
                    Uncertain.IF_CERTAIN);

    public CreditSettings {
        if (step.signum() <= 0) {
            throw new IllegalArgumentException("credits cannot be rounded to steps of " + step);
        }
    }

    /**
     * What must be reached.
     *
     * @param amount 0 where any time is enough
     */
    public record Minimum(Unit unit, int amount) {
        public Minimum {
            if (amount < 0 || (unit == Unit.PERCENT && amount > 100)) {
                throw new IllegalArgumentException("nobody can reach " + amount + " " + unit);
            }
        }

        /** Whether a time of a session's length reaches it; who was there all the time does. */
        boolean isMetBy(Duration counted, Duration length) {
            return switch (unit) {
                case MINUTES -> counted.compareTo(needed(length)) >= 0;
                case PERCENT -> counted.multipliedBy(100).compareTo(needed(length)) >= 0;
            };
        }

        /** Of percent a hundredfold: nothing is lost by dividing. */
        private Duration needed(Duration length) {
            return switch (unit) {
                case MINUTES -> Duration.ofMinutes(minutes(length));
                case PERCENT -> length.multipliedBy(amount);
            };
        }

        /** The minutes needed in a session, which may be shorter than what is asked of all. */
        long minutes(Duration length) {
            return Math.min(amount, length.toMinutes());
        }
    }

    /** What a minimum is counted in. */
    public enum Unit {
        MINUTES,
        /** Of the session's scheduled length. */
        PERCENT
    }

    /** How much credit who reached the minimum gets. */
    public enum Award {
        /** All. */
        WHOLE,
        /** The share of the session that counts. */
        PROPORTIONAL
    }

    /** What becomes of credits between two steps. */
    public enum Rounding {
        /** Nothing; shares are cut to hundredths. */
        NONE,
        DOWN,
        /** Halves go up, but never above the session's credits. */
        NEAREST
    }

    /** What counts where a session uses no check-out. */
    public enum WithoutCheckOut {
        /** From its start to its end, or until an exit was read or derived. */
        WHOLE,
        /** What scans tell, as where check-out is used. */
        AS_READ,
        NOTHING
    }

    /** What counts where times are uncertain. */
    public enum Uncertain {
        /** What is certain. */
        IF_CERTAIN,
        /** What best times say, for a person to look at where bounds could decide otherwise. */
        BEST_TIME
    }

    /** Who gets the minutes of an attendee who is inside of several sessions at once. */
    public enum Overlap {
        FIRST_ENTERED,
        /** The session with most of the attendee's time. */
        LONGEST,
        /** All of them, in equal parts. */
        SPLIT,
        /** Each of them, all. */
        EACH
    }
}
