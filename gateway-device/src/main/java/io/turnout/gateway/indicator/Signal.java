package io.turnout.gateway.indicator;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What a unit can say to the person before it. No two have the same lamps and rhythm, and no two
 * the same rhythm on neighbouring lamps: whoever does not see colours tells them by place and beat.
 */
@SuppressWarnings("ImmutableEnumChecker") // a pattern copies its collections
public enum Signal {
    /** Ready for a badge: dark. */
    REST(new Pattern(Set.of(), List.of(), List.of(), true)),
    /** A badge was read, the verdict follows: one flicker. */
    READ(once(Lamp.AMBER, List.of(new Beat(80, 0)), List.of(new Tone(2400, 40)))),
    /** Come in: one long light. */
    IN(
            once(
                    Lamp.GREEN,
                    List.of(new Beat(2000, 0)),
                    List.of(new Tone(1320, 90), new Tone(1760, 140)))),
    /** Good-bye: two long lights. */
    OUT(
            once(
                    Lamp.GREEN,
                    List.of(new Beat(600, 400), new Beat(600, 400)),
                    List.of(new Tone(1760, 90), new Tone(1320, 140)))),
    /** No entry: six quick flashes. */
    REFUSED(
            once(
                    Lamp.RED,
                    List.of(
                            new Beat(200, 150),
                            new Beat(200, 150),
                            new Beat(200, 150),
                            new Beat(200, 150),
                            new Beat(200, 150),
                            new Beat(200, 150)),
                    List.of(new Tone(330, 400)))),
    /** Ask staff: long, short, long, short. */
    ASK_STAFF(
            once(
                    Lamp.AMBER,
                    List.of(
                            new Beat(700, 200),
                            new Beat(150, 200),
                            new Beat(700, 200),
                            new Beat(150, 200)),
                    List.of(new Tone(660, 150), new Tone(0, 80), new Tone(660, 150)))),
    /** At rest and cut off from the hub: a blip every three seconds. */
    OFFLINE(new Pattern(Set.of(Lamp.AMBER), List.of(new Beat(60, 2940)), List.of(), true)),
    /** Cannot decide: red and amber, slowly, until it can. */
    OUT_OF_ORDER(
            new Pattern(
                    Set.of(Lamp.RED, Lamp.AMBER),
                    List.of(new Beat(1000, 1000)),
                    List.of(new Tone(220, 300)),
                    true)),
    /** The mode button was pressed, from now on badges are for going in: one flash. */
    MODE_IN(once(Lamp.AMBER, flashes(1), List.of(new Tone(1000, 60)))),
    /** From now on badges are for going out: two flashes. */
    MODE_OUT(once(Lamp.AMBER, flashes(2), List.of(new Tone(1000, 60)))),
    /** From now on badges are for both: three flashes. */
    MODE_AUTO(once(Lamp.AMBER, flashes(3), List.of(new Tone(1000, 60)))),
    /** Here I am, says a unit that somebody looks for: all lamps, for fifteen seconds. */
    IDENTIFY(
            new Pattern(
                    Set.of(Lamp.values()),
                    Collections.nCopies(30, new Beat(250, 250)),
                    List.of(new Tone(2000, 200), new Tone(0, 100), new Tone(2000, 200)),
                    false));

    private final Pattern pattern;

    Signal(Pattern pattern) {
        this.pattern = pattern;
    }

    /** What lamps and buzzer do to say it. */
    public Pattern pattern() {
        return pattern;
    }

    /** Whether somebody may pass: the door's strike lets go. */
    public boolean admits() {
        return this == IN || this == OUT;
    }

    private static List<Beat> flashes(int count) {
        return Collections.nCopies(count, new Beat(300, 200));
    }

    private static Pattern once(Lamp lamp, List<Beat> rhythm, List<Tone> tones) {
        return new Pattern(Set.of(lamp), rhythm, tones, false);
    }
}
