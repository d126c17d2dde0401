package io.turnout.gateway.indicator.gpio;

import io.turnout.gateway.indicator.Beat;
import io.turnout.gateway.indicator.Lamp;
import io.turnout.gateway.indicator.Pattern;
import io.turnout.gateway.indicator.Tone;
import java.util.Set;

/**
 * What lamps and buzzer are at so many nanoseconds after a pattern began: a function of time alone,
 * so that whoever plays it late leaves something out and is never late afterwards.
 *
 * @param lit lamps
 * @param sounds whether the buzzer has current
 * @param changes when that is something else, in nanoseconds after the pattern began; {@link
 *     #NEVER} where it stays so
 */
record Score(Set<Lamp> lit, boolean sounds, long changes) {
    static final long NEVER = Long.MAX_VALUE;

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /**
     * At a moment.
     *
     * @param buzzer a passive one is fed half waves of the tone's pitch, an active one current for
     *     as long as the tone lasts
     */
    static Score at(Pattern pattern, PinMap.Buzzer buzzer, long nanos) {
        Part light = light(pattern, nanos);
        Part sound = sound(pattern, buzzer, nanos);
        return new Score(
                light.on() ? pattern.lamps() : Set.of(),
                sound.on(),
                Math.min(light.until(), sound.until()));
    }

    private record Part(boolean on, long until) {
        static final Part OVER = new Part(false, NEVER);
    }

    private static Part light(Pattern pattern, long nanos) {
        long length = pattern.length().toNanos();
        if (length == 0 || (!pattern.repeats() && nanos >= length)) {
            return Part.OVER;
        }
        long round = nanos - nanos % length;
        long end = round;
        for (Beat beat : pattern.rhythm()) {
            end += beat.onMillis() * MILLI;
            if (nanos < end) {
                return new Part(true, end);
            }
            end += beat.offMillis() * MILLI;
            if (nanos < end) {
                return new Part(false, end);
            }
        }
        throw new IllegalStateException("a beat for each moment of a rhythm: " + pattern);
    }

    private static Part sound(Pattern pattern, PinMap.Buzzer buzzer, long nanos) {
        long begin = 0;
        for (Tone tone : pattern.tones()) {
            long end = begin + tone.millis() * MILLI;
            if (nanos < end) {
                return tone.hertz() == 0 || buzzer == PinMap.Buzzer.ACTIVE
                        ? new Part(tone.hertz() > 0, end)
                        : wave(tone, begin, end, nanos);
            }
            begin = end;
        }
        return Part.OVER;
    }

    /** The first half of each wave is on. */
    private static Part wave(Tone tone, long begin, long end, long nanos) {
        long halves = 2L * tone.hertz();
        long half = (nanos - begin) * halves / SECOND;
        // Rounded up, so that the next half has begun then.
        long next = begin + ((half + 1) * SECOND + halves - 1) / halves;
        return new Part(half % 2 == 0, Math.min(next, end));
    }
}
