package io.turnout.gateway.indicator.gpio;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What is wired to which pin.
 *
 * @param pins by the numbers of the chip (BCM), not of the plug; what is absent is not wired
 * @param lamps three lamps, or one that mixes colours
 * @param lampsLit the level that lights them
 * @param buzzer what it can do
 * @param buzzerSounds the level that it sounds at
 * @param strikeOpens the level at which the door's relay lets go
 * @param strikeTime for how long it lets go
 */
public record PinMap(
        Map<Use, Integer> pins,
        Lamps lamps,
        Level lampsLit,
        Buzzer buzzer,
        Level buzzerSounds,
        Level strikeOpens,
        Duration strikeTime) {
    public PinMap {
        pins = Map.copyOf(pins);
    }

    /** How lamps are built. */
    public enum Lamps {
        /** A lamp for each colour, in three places. */
        DISCRETE,
        /** One lamp: red and green together are amber. It has no pin for amber. */
        RGB
    }

    /** How a buzzer is built. */
    public enum Buzzer {
        /** Sounds by itself, at one pitch, while it has current. */
        ACTIVE,
        /** Follows what it is fed: it plays tones. */
        PASSIVE
    }

    /** What a line is at. */
    public enum Level {
        HIGH,
        LOW;

        /** Whether a line is high that is to be on, or off. */
        boolean high(boolean on) {
            return on == (this == HIGH);
        }
    }

    /** The same, with one thing not wired. */
    public PinMap without(Use use) {
        Map<Use, Integer> left = new HashMap<>(pins);
        left.remove(use);
        return new PinMap(left, lamps, lampsLit, buzzer, buzzerSounds, strikeOpens, strikeTime);
    }

    /** The level at which a pin does something. */
    Level on(Use use) {
        return switch (use) {
            case RED, AMBER, GREEN -> lampsLit;
            case BUZZER -> buzzerSounds;
            case STRIKE -> strikeOpens;
            // Buttons and switches connect to ground.
            case MODE_BUTTON, TAMPER, EXIT_BUTTON -> Level.LOW;
        };
    }
}
