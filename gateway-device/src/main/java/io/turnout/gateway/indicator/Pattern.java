package io.turnout.gateway.indicator;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What lamps and buzzer do.
 *
 * @param lamps all of these follow the rhythm together; none for darkness
 * @param rhythm played once, or again and again where {@code repeats}; empty for darkness
 * @param tones played once, when the pattern begins
 * @param repeats whether it goes on until something else is shown
 */
public record Pattern(Set<Lamp> lamps, List<Beat> rhythm, List<Tone> tones, boolean repeats) {
    public Pattern {
        lamps = Set.copyOf(lamps);
        rhythm = List.copyOf(rhythm);
        tones = List.copyOf(tones);
        if (lamps.isEmpty() != rhythm.isEmpty()) {
            throw new IllegalArgumentException("lamps and rhythm belong together");
        }
    }

    /** How long the rhythm takes once. */
    public Duration length() {
        return Duration.ofMillis(rhythm.stream().mapToLong(Beat::millis).sum());
    }
}
