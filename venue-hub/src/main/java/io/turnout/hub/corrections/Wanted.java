package io.turnout.hub.corrections;

import io.turnout.hub.attendance.Correction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A correction that somebody wants to make.
 *
 * @param why in words; says nothing of the attendee that they may not read
 */
public record Wanted(
        Correction.Kind kind, List<Correction.Line> lines, Optional<Long> undoes, String why) {
    /** Shortest reason, in characters: a dot is none. */
    public static final int SHORTEST = 5;

    /** Longest reason, in characters. */
    public static final int LONGEST = 300;

    public Wanted {
        lines = List.copyOf(lines);
    }

    /** One that says something of the evidence. */
    public static Wanted of(Correction.Kind kind, List<Correction.Line> lines, String why) {
        return new Wanted(kind, lines, Optional.empty(), why);
    }

    /** One that takes another back. */
    public static Wanted undo(long number, String why) {
        return new Wanted(Correction.Kind.UNDO, List.of(), Optional.of(number), why);
    }

    /** As it would be with that number. */
    Correction as(long number) {
        return new Correction(number, kind, lines, undoes);
    }

    /** Those it names. */
    Set<Long> attendees() {
        return lines.stream().flatMap(line -> line.attendee().stream()).collect(Collectors.toSet());
    }
}
