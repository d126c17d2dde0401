package io.turnout.gateway.indicator.gpio;

import io.turnout.gateway.indicator.Lamp;
import io.turnout.gateway.indicator.Signal;
import java.util.Set;

/**
 * What is shown, since when, and until when the door's strike lets go. Nanoseconds of one clock.
 *
 * @param once what is played once; over when its pattern is
 */
record Playing(Signal rest, long restFrom, Signal once, long onceFrom, long opens, boolean closed) {
    /**
     * What the lines are to be at.
     *
     * @param changesIn after how long that is something else; {@link Score#NEVER} where it stays so
     */
    record Moment(Set<Lamp> lit, boolean sounds, boolean opens, long changesIn) {}

    static Playing nothing(long now) {
        return new Playing(Signal.REST, now, Signal.REST, now, now, false);
    }

    /** The same again at rest goes on as it was: its rhythm does not stumble. */
    Playing showing(Signal signal, long now) {
        if (closed || (signal.pattern().repeats() && signal == rest)) {
            return this;
        }
        return signal.pattern().repeats()
                ? new Playing(signal, over(now) ? now : end(), once, onceFrom, opens, false)
                : new Playing(rest, restFrom, signal, now, opens, false);
    }

    /** A pulse goes on to its end whatever is shown next: whoever was admitted is on the way. */
    Playing opening(long now, long time) {
        return closed || time == 0 || now + time - opens < 0
                ? this
                : new Playing(rest, restFrom, once, onceFrom, now + time, false);
    }

    Playing ending(long now) {
        return new Playing(Signal.REST, now, Signal.REST, now, now, true);
    }

    Signal signal(long now) {
        return over(now) ? rest : once;
    }

    Moment at(long now, PinMap.Buzzer buzzer) {
        boolean atRest = over(now);
        long from = atRest ? restFrom : onceFrom;
        Score score = Score.at(signal(now).pattern(), buzzer, now - from);
        // Differences only: the clock may be about to overflow.
        long next = score.changes() == Score.NEVER ? Score.NEVER : from + score.changes() - now;
        if (!atRest) {
            next = Math.min(next, end() - now);
        }
        boolean open = now - opens < 0;
        return new Moment(
                score.lit(), score.sounds(), open, open ? Math.min(next, opens - now) : next);
    }

    private boolean over(long now) {
        return once.pattern().repeats() || now - end() >= 0;
    }

    private long end() {
        return onceFrom + once.pattern().length().toNanos();
    }
}
